'use client';

import type { Route } from 'next';
import { Strip } from '@/components/ui/strip';
import { ReadyLink } from '@/components/shared/ready-link';

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

/** Days side by side as a field of a form, each with its free share. */
export function DayField({ days, selected, legend, name }: Props<DayView> & { name: string }) {
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{legend}</legend>
      <Strip chosen={selected}>
        {days.map((day) => (
          <label key={day.date} className="day-cell">
            <input type="radio" name={name} value={day.date} defaultChecked={day.date === selected} />
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
            className="day-cell"
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
  const free = Math.round(BAR.width * (share ?? 1));
  return (
    <>
      <span>{weekday}</span>
      <b>{dayOfMonth}</b>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${BAR.width} ${BAR.height}`}
        className={share === null ? 'hatch' : undefined}
      >
        {free < BAR.width && <path d={`M${free} 0H${BAR.width}v${BAR.height}H${free}z`} />}
      </svg>
      <span className="sr-only">{rest}</span>
    </>
  );
}
