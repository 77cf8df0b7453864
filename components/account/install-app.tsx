'use client';

import { useState, useSyncExternalStore } from 'react';
import type { InstallOffer } from '@/components/shell/keep-install-offer';
import { button } from '@/components/ui/button';

type Props = { words: { title: string; text: string; install: string } };

/** The button that puts Pista on the home screen, where the browser offers that. */
export function InstallApp({ words }: Props) {
  const [isAsked, setAsked] = useState(false);
  const offer = useSyncExternalStore(watchOffer, keptOffer, () => null);
  if (!offer || isAsked) return null;
  // A browser asks once for each offer.
  const ask = () => {
    setAsked(true);
    window.pistaInstall = undefined;
    return offer.prompt();
  };
  return (
    <section aria-labelledby="install" className="grid gap-2">
      <h2 id="install" className="text-title">
        {words.title}
      </h2>
      <p className="text-soft">{words.text}</p>
      <button
        type="button"
        onClick={ask}
        className={button({ look: 'secondary', className: 'justify-self-start' })}
      >
        {words.install}
      </button>
    </section>
  );
}

const keptOffer = (): InstallOffer | null => window.pistaInstall ?? null;

/** The layout keeps the offer, whose turn may come after this one. */
function watchOffer(changed: () => void): () => void {
  const soon = () => setTimeout(changed);
  addEventListener('beforeinstallprompt', soon);
  return () => removeEventListener('beforeinstallprompt', soon);
}
