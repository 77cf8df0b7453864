import { clsx } from 'clsx';
import type { ReactNode } from 'react';

const TONES = {
  neutral: 'bg-sunken text-ink-soft',
  court: 'bg-court-tint text-court-text',
  clay: 'bg-clay-tint text-clay-text',
  confirmed: 'bg-confirmed-tint text-confirmed-text',
  held: 'bg-held-tint text-held-text',
  danger: 'bg-danger-tint text-danger-text',
};

export type Tone = keyof typeof TONES;

type Props = {
  tone?: Tone;
  icon?: ReactNode;
  /** Whether it may take several lines, because it names somebody. */
  wraps?: boolean;
  children: ReactNode;
};

/** A state in a word. Its colour repeats it. */
export function Badge({ tone = 'neutral', icon, wraps = false, children }: Props) {
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 px-2.5 py-0.5 font-strong text-note',
        TONES[tone],
        wraps ? 'rounded-card' : 'whitespace-nowrap rounded-full',
      )}
    >
      {icon}
      {children}
    </span>
  );
}
