'use client';

import { type ReactNode, useEffect, useRef } from 'react';

type Props = { count: number; className?: string; children: ReactNode };

/** A list whose entries can be taken off from within: when the one with the focus goes, the list keeps the focus. */
export function ShrinkingList({ count, className, children }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const before = useRef(count);

  useEffect(() => {
    if (count < before.current && document.activeElement === document.body) list.current?.focus();
    before.current = count;
  }, [count]);

  return (
    <ul ref={list} tabIndex={-1} className={className}>
      {children}
    </ul>
  );
}
