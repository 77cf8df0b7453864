'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

type Props = {
  count: number;
  /** What is read out when an entry has gone; it says how many are left, so that each time it is news. */
  removed?: string;
  labelledBy?: string;
  className?: string;
  children: ReactNode;
};

/**
 * A list whose entries can be taken off from within: that one went is said, and when it had the focus, the list keeps
 * the focus.
 */
export function ShrinkingList({ count, removed = '', labelledBy, className, children }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const before = useRef(count);
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (count === before.current) return;
    const shrank = count < before.current;
    before.current = count;
    setSaid(shrank ? removed : '');
    if (shrank && document.activeElement === document.body) list.current?.focus();
  }, [count, removed]);

  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ul ref={list} tabIndex={-1} aria-labelledby={labelledBy} className={className}>
        {children}
      </ul>
    </>
  );
}
