'use client';

import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  /** The text of the answer. When it changes, it is scrolled into view for a reader without focus elsewhere. */
  told: string;
  children: ReactNode;
};

/** Holds an answer that the page shows at another place than its question. */
export function IntoView({ told, children }: Props) {
  const answer = useRef<HTMLDivElement>(null);
  const before = useRef(told);

  useEffect(() => {
    if (told === before.current) return;
    before.current = told;
    // A reader with focus elsewhere on the page stays there.
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
