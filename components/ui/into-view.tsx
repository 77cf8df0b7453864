'use client';

import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  /** What is told here; once it changes under a reader who has lost their place, it is brought to them. */
  told: string;
  children: ReactNode;
};

/** Holds an answer that the page gives at another place than it was asked for. */
export function IntoView({ told, children }: Props) {
  const answer = useRef<HTMLDivElement>(null);
  const before = useRef(told);

  useEffect(() => {
    if (told === before.current) return;
    before.current = told;
    // Whoever is at work elsewhere on the page is left there.
    if (document.activeElement !== document.body) return;
    answer.current?.scrollIntoView({ block: 'start' });
    answer.current?.focus({ preventScroll: true });
  }, [told]);

  return (
    <div ref={answer} tabIndex={-1} className="scroll-mt-24 outline-none">
      {children}
    </div>
  );
}
