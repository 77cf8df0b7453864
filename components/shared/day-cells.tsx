'use client';

import { clsx } from 'clsx';
import type { Route } from 'next';
import { Strip } from '@/components/ui/strip';
import { ReadyLink } from './ready-link';

/** A day to choose, in the reader's language. */
export type DayView = {
  date: string;
  weekday: string;
  dayOfMonth: string;
  /** The month and how full the day is, for screen readers. */
  rest: string;
  /** From 0, all taken, to 1, all free. Null for a day that is not sold. */
  share: number | null;
};

type Props<Of extends DayView> = { days: readonly Of[]; selected: string; legend: string };

const cell =
  'relative flex min-h-17 min-w-13 flex-1 snap-start flex-col items-center justify-between rounded-md px-1 pt-1.5 pb-2';
const chosen = 'bg-ink text-on-ink';

/** Days side by side as a field of a form, each with its free share. */
export function DayField({ days, selected, legend, name }: Props<DayView> & { name: string }) {
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{legend}</legend>
      <Strip chosen={selected}>
        {days.map((day) => (
          <label
            key={day.date}
            className={clsx(
              cell,
              'not-has-checked:hover:bg-sunken has-checked:bg-ink has-checked:text-on-ink has-focus-visible:outline-2 has-focus-visible:outline-court has-focus-visible:outline-offset-2',
            )}
          >
            <input
              type="radio"
              name={name}
              value={day.date}
              defaultChecked={day.date === selected}
              className="absolute inset-0 cursor-pointer appearance-none rounded-md outline-none"
            />
            <Day day={day} />
          </label>
        ))}
      </Strip>
    </fieldset>
  );
}

/** Days side by side as links that go there at once. */
export function DayLinks({ days, selected, legend }: Props<DayView & { href: Route }>) {
  return (
    <nav aria-label={legend}>
      <Strip chosen={selected}>
        {days.map((day) => (
          <ReadyLink
            key={day.date}
            href={day.href}
            aria-current={day.date === selected ? 'date' : undefined}
            scroll={false}
            className={clsx(cell, day.date === selected ? chosen : 'hover:bg-sunken')}
          >
            <Day day={day} />
          </ReadyLink>
        ))}
      </Strip>
    </nav>
  );
}

const BAR = { width: 32, height: 6 };

/** Free is light, and slate fills the bar from the right. A day that is not sold has no bar. */
function Day({ day: { weekday, dayOfMonth, rest, share } }: { day: DayView }) {
  const free = Math.round(BAR.width * (share ?? 0));
  return (
    <>
      <span className="text-note">{weekday}</span>
      <span className="figures font-strong text-lead">{dayOfMonth}</span>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${BAR.width} ${BAR.height}`}
        className={clsx('h-1.5 w-8 rounded-full', share === null ? 'hatch' : 'bg-free')}
      >
        {share !== null && (
          <rect x={free} width={BAR.width - free} height={BAR.height} className="fill-taken" />
        )}
        {share !== null && (
          <rect x="0.5" y="0.5" width="31" height="5" rx="2.5" fill="none" className="stroke-free-line" />
        )}
      </svg>
      <span className="sr-only">{rest}</span>
    </>
  );
}
