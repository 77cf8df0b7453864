'use client';

import { useSyncExternalStore } from 'react';
import { acceptInstallOffer, installOffer, watchInstallOffer } from '@/components/shell/install-offer';
import { button } from '@/components/ui/button';

type Props = { words: { title: string; text: string; install: string } };

/** The button that puts Pista on the home screen, where the browser offers that. */
export function InstallApp({ words }: Props) {
  const offer = useSyncExternalStore(watchInstallOffer, installOffer, () => null);
  if (!offer) return null;
  return (
    <section aria-labelledby="install" className="grid gap-2">
      <h2 id="install" className="text-title">
        {words.title}
      </h2>
      <p className="text-soft">{words.text}</p>
      <button
        type="button"
        onClick={() => acceptInstallOffer(offer)}
        className={button({ look: 'secondary', className: 'justify-self-start' })}
      >
        {words.install}
      </button>
    </section>
  );
}
