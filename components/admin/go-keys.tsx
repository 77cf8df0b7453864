'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import { areLettersOn, isTyping } from '@/components/shared/single-letters';

type Props = {
  /** The pages by the letter that leads there after a `G`, with their language. */
  pages: Readonly<Record<string, Route>>;
};

/** So long the second letter may take. */
const WAITS_MS = 1_500;

/** Leads to a page of the rail by `G` and its letter. */
export function GoKeys({ pages }: Props) {
  const router = useRouter();
  const go = useEffectEvent((letter: string) => {
    const href = pages[letter];
    if (href) router.push(href);
    return href !== undefined;
  });

  useEffect(() => {
    let asked = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areLettersOn()) return;
      const letter = event.key.toLowerCase();
      const isSecond = event.timeStamp - asked < WAITS_MS;
      asked = letter === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      // The letter has another meaning on the board, which must not hear it then.
      if (isSecond && go(letter)) event.stopImmediatePropagation();
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return null;
}
