'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

type Props = {
  count: number;
  /** The announcement after a removal. It says how many are left, so that it changes each time. */
  removed?: string;
  labelledBy?: string;
  className?: string;
  children: ReactNode;
};

/** A list whose entries can be removed. A removal is announced, and the list keeps a focus that would be lost. */
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
