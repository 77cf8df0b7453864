'use client';

import { unstable_isUnrecognizedActionError, useParams, usePathname } from 'next/navigation';
import { useLayoutEffect, useState } from 'react';
import { ErrorPage, type PageFailure } from '@/components/shell/error-page';
import { Button } from '@/components/ui/button';
import { type KeptBoard, keptBoard, showKept } from './kept-board';

/** Without the catalogue of words, which may be what failed. */
const WORDS = {
  es: {
    title: 'No hemos podido leer el planning',
    text: (readAt: string) => `Esto es lo que se veía a las ${readAt}. Puede haber cambiado.`,
    retry: 'Intentar de nuevo',
  },
  en: {
    title: 'We could not read the planner',
    text: (readAt: string) => `This is what it showed at ${readAt}. It may have changed.`,
    retry: 'Try again',
  },
} as const;

/** Shown in place of a page of the desk that failed. The planner stays as it was, for reading only. */
export function DeskErrorPage(failure: PageFailure) {
  const params = useParams();
  const path = usePathname();
  const [kept, setKept] = useState<KeptBoard | null>(null);
  // The planner is kept as it goes, which is after this was drawn first.
  useLayoutEffect(() => setKept(keptBoard()), []);
  if (!kept || !path.endsWith('/planner') || unstable_isUnrecognizedActionError(failure.error))
    return <ErrorPage {...failure} />;
  const words = params?.locale === 'en' ? WORDS.en : WORDS.es;
  return (
    <div className="planner flex min-w-0 flex-col md:h-dvh">
      <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-danger-tint px-4 py-2">
        <h1 className="text-body text-danger-text">{words.title}</h1>
        <p className="grow text-note">{words.text(kept.readAt)}</p>
        <Button look="secondary" size="dense" onClick={failure.retry}>
          {words.retry}
        </Button>
      </div>
      <div
        ref={(box) => showKept(kept, box)}
        inert
        className="min-h-0 flex-1 overflow-hidden opacity-60 grayscale"
      />
    </div>
  );
}
