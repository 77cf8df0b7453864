'use client';

import { LoaderCircle } from 'lucide-react';
import { type MouseEvent, ViewTransition, type ViewTransitionProps } from 'react';
import { useFormStatus } from 'react-dom';

type Props = {
  /** The value that the form sends for this start. */
  value: string;
  /** The text of the chip: a time, or the court where the time is beside it. */
  title: string;
  price: string;
  /** A word after the price, such as "singles". */
  mark?: string | undefined;
  /** More text for screen readers, after the visible text. */
  about: string;
  /** The start that was asked for. */
  asked?: boolean | undefined;
};

/** A start as a button that holds the court. It becomes the start of the checkout by a transition. */
export function StartChip({ value, title, price, mark, about, asked = false }: Props) {
  const { pending, data } = useFormStatus();
  const taking = pending && data?.get('slot') === value;
  const swallow = (event: MouseEvent) => {
    if (pending) event.preventDefault();
  };
  return (
    <Thread name={taking ? value : 'auto'} share="thread" default="none">
      <button
        type="submit"
        name="slot"
        value={value}
        aria-disabled={pending || undefined}
        onClick={swallow}
        className={asked ? 'chip chip-asked' : 'chip'}
      >
        <span className="chip-title">
          {taking && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          <span>{title}</span>
        </span>{' '}
        <span className="chip-note">
          {price}
          {mark && <b> {mark}</b>}
        </span>
        <span className="sr-only">{about}</span>
      </button>
    </Thread>
  );
}

/** The server leaves it out, since nothing moves before the page is in the browser, and a page has many chips. */
const Thread =
  typeof window === 'undefined' ? ({ children }: ViewTransitionProps) => children : ViewTransition;
