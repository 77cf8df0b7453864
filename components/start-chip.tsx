'use client';

import { clsx } from 'clsx';
import { LoaderCircle } from 'lucide-react';
import { type MouseEvent, ViewTransition } from 'react';
import { useFormStatus } from 'react-dom';

type Props = {
  /** What the form sends for this start. */
  value: string;
  time: string;
  price: string;
  /** The whole offer in a sentence, for those who hear the button alone. */
  label: string;
  /** The start that was asked for, or another. */
  asked?: boolean;
  note?: string;
};

/** A start one can take: pressing it holds the court, and the pressed one becomes what the checkout shows of it. */
export function StartChip({ value, time, price, label, asked = false, note }: Props) {
  const { pending, data } = useFormStatus();
  const taking = pending && data?.get('slot') === value;
  const swallow = (event: MouseEvent) => {
    if (pending) event.preventDefault();
  };
  return (
    <ViewTransition name={taking ? value : 'auto'} share="thread" default="none">
      <button
        type="submit"
        name="slot"
        value={value}
        aria-label={label}
        aria-disabled={pending}
        onClick={swallow}
        className={clsx(
          'figures grid min-h-13 min-w-21 shrink-0 justify-items-center rounded-md border px-3 py-1.5 transition-colors aria-disabled:opacity-60',
          asked
            ? 'border-court bg-court text-on-court hover:bg-court-deep'
            : 'border-line-strong bg-card text-ink hover:border-court hover:bg-court-tint',
        )}
      >
        <span className="flex items-center gap-1.5 font-strong text-body">
          {taking && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          <span>{time}</span>
        </span>
        <span className={clsx('text-note', asked ? '' : 'text-ink-soft')}>
          {note ? `${note} · ${price}` : price}
        </span>
      </button>
    </ViewTransition>
  );
}
