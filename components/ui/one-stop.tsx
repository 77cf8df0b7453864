'use client';

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/**
 * A group of links with one Tab stop, on the current one, and arrow keys within it. Without scripts each link is a
 * stop.
 */
export function OneStop({ className, children }: { className?: string; children: ReactNode }) {
  const group = useRef<HTMLDivElement>(null);
  const links = () => [...(group.current?.querySelectorAll('a') ?? [])];

  // The current link may change with each answer of the server.
  useEffect(() => {
    const all = links();
    stopAt(all, all.find((link) => link.hasAttribute('aria-current')) ?? all[0]);
  });

  const move = (event: KeyboardEvent) => {
    const all = links();
    const at = all.findIndex((link) => link.contains(event.target instanceof Node ? event.target : null));
    const next = at === -1 ? undefined : all[placeAfter(event.key, at, all.length)];
    if (!next || next === event.target) return;
    event.preventDefault();
    stopAt(all, next);
    next.focus();
  };

  return (
    <div ref={group} role="toolbar" onKeyDown={move} className={className}>
      {children}
    </div>
  );
}

function stopAt(links: readonly HTMLAnchorElement[], one: HTMLAnchorElement | undefined): void {
  for (const link of links) link.tabIndex = link === one ? 0 : -1;
}

function placeAfter(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return at;
  }
}
