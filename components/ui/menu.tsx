'use client';

import { clsx } from 'clsx';
import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  /** The button's accessible name, when it shows no text. */
  label?: string;
  trigger: ReactNode;
  /** The style of the button and the panel, where it is not an icon with a list. */
  look?: { summary: string; panel: string };
  children: ReactNode;
};

const ICON = {
  summary: 'flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-md px-2 hover:bg-sunken',
  panel: 'right-0 w-64 p-2',
};

/**
 * A panel under a button, which opens without scripts. With them, Escape, a click elsewhere or a choice closes it.
 */
export function Menu({ label, trigger, look = ICON, children }: Props) {
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
      <summary aria-label={label} className={look.summary}>
        {trigger}
      </summary>
      <div
        className={clsx(
          'absolute z-30 mt-2 rounded-card border border-line bg-card shadow-float',
          look.panel,
        )}
      >
        {children}
      </div>
    </details>
  );
}
