'use client';

import { type ReactNode, useEffect, useRef } from 'react';

/** A row that scrolls sideways where it does not fit. The chosen item is scrolled into view, also after a change. */
export function Strip({ chosen, children }: { chosen: string; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is another entry to bring into sight
  useEffect(() => {
    const entry = row.current?.querySelector('[aria-current], :has(> :checked)');
    if (!row.current || !(entry instanceof HTMLElement)) return;
    row.current.scrollLeft = entry.offsetLeft - (row.current.clientWidth - entry.offsetWidth) / 2;
  }, [chosen]);

  return (
    <div ref={row} className="strip relative -mx-1 flex snap-x gap-0.5 p-1">
      {children}
    </div>
  );
}
