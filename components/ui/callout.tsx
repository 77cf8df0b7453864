import { clsx } from 'clsx';
import type { ReactNode } from 'react';

const TONES = {
  neutral: 'bg-sunken text-ink',
  confirmed: 'bg-confirmed-tint text-confirmed-text',
  held: 'bg-held-tint text-held-text',
  danger: 'bg-danger-tint text-danger-text',
};

type Props = {
  tone?: keyof typeof TONES | undefined;
  title?: string;
  /** Read out as soon as it appears. */
  urgent?: boolean;
  children?: ReactNode;
};

/** A message in its place: what happened, what is safe, what to do next. */
export function Callout({ tone = 'neutral', title, urgent = false, children }: Props) {
  return (
    <div role={urgent ? 'alert' : undefined} className={clsx('rounded-md px-4 py-3', TONES[tone])}>
      {title && <p className="font-strong">{title}</p>}
      {children !== undefined && <div>{children}</div>}
    </div>
  );
}
