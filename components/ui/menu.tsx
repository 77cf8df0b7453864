'use client';

import { type ReactNode, useEffect, useRef } from 'react';

type Props = { label: string; trigger: ReactNode; children: ReactNode };

/** A panel under a button. It opens without scripts; with them, Escape, a click elsewhere or a choice closes it. */
export function Menu({ label, trigger, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const panel = details.current;
      if (!panel?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        panel.querySelector('summary')?.focus();
      } else if (
        event.target instanceof Element &&
        panel.contains(event.target) &&
        !event.target.closest('a')
      ) {
        return;
      }
      panel.open = false;
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);

  return (
    <details ref={details} className="relative">
      <summary
        aria-label={label}
        className="flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-md px-2 hover:bg-sunken"
      >
        {trigger}
      </summary>
      <div className="absolute right-0 z-30 mt-2 w-64 rounded-md border border-line bg-card p-2 shadow-lift">
        {children}
      </div>
    </details>
  );
}
