'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { clockOf, DAY, type Edge, STEP } from './day-bars';
import { useBarDrag } from './use-bar-drag';
import { barsIn, fieldOf, freePlace, type PlacedBar, writeBar } from './week-in-fields';

type Words = Readonly<Record<string, string>>;
type Props = {
  /** The element that has the fields, whose names begin with the prefix. */
  fields: RefObject<HTMLElement | null>;
  prefix: string;
  weekdays: readonly string[];
  words: Words;
};

/** An hour is 24 pixels high. */
const PIXELS_PER_MINUTE = 0.4;
const HOURS = 60;
const [USUAL_FIRST, USUAL_LAST] = [6 * HOURS, 26 * HOURS];

/**
 * A week as seven columns, in which each window is a bar that is dragged by its edges. It shows and changes what the
 * fields say, which do without it.
 */
export function WeekBars({ fields, prefix, weekdays, words }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const bars = useBars(fields, prefix);
  const [first, last] = spanOf(bars);
  const within = <Result,>(use: (element: HTMLElement) => Result) =>
    fields.current ? use(fields.current) : undefined;
  const drag = useBarDrag({
    bars,
    minutesPerPixel: 1 / PIXELS_PER_MINUTE,
    minuteAt: (y) => first + (y - (grid.current?.getBoundingClientRect().top ?? 0)) / PIXELS_PER_MINUTE,
    freePlace: (weekday) => within((element) => freePlace(element, prefix, weekday)),
    write: (at, bar) => within((element) => writeBar(element, prefix, at, bar)),
    leave: (at) => within((element) => fieldOf(element, prefix, at, 'opens')?.focus()),
  });
  const hours = Array.from({ length: (last - first) / HOURS + 1 }, (_, index) => first + index * HOURS);
  return (
    <div className="needs-script">
      <p className="text-note text-soft">{words.barsHint}</p>
      <div
        aria-hidden
        className="mt-2 grid grid-cols-[2.25rem_repeat(7,minmax(0,1fr))] gap-px text-center text-caption text-soft"
      >
        <span />
        {weekdays.map((name) => (
          <span key={name} className="truncate first-letter:uppercase">
            {name}
          </span>
        ))}
      </div>
      <div
        ref={grid}
        {...drag}
        className="relative my-2 grid select-none grid-cols-[2.25rem_repeat(7,minmax(0,1fr))] gap-px"
      >
        <Hours hours={hours} />
        {weekdays.map((name, index) => (
          <div
            key={name}
            ref={placed(0, last - first)}
            data-weekday={index + 1}
            className="hatch relative h-[calc(var(--len)*0.4px)] rounded-sm border border-line [--len:1200]"
          >
            {bars
              .filter(({ weekday }) => weekday === index + 1)
              .map((bar) => (
                <BarPiece key={bar.place} bar={bar} first={first} name={name} words={words} />
              ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The bars of the fields, read again with each change of theirs. */
function useBars(fields: RefObject<HTMLElement | null>, prefix: string): readonly PlacedBar[] {
  const [bars, setBars] = useState<readonly PlacedBar[]>([]);
  useEffect(() => {
    const element = fields.current;
    if (!element) return;
    const read = () => setBars(barsIn(element, prefix));
    read();
    element.addEventListener('input', read);
    return () => element.removeEventListener('input', read);
  }, [fields, prefix]);
  return bars;
}

/** Whole hours around all bars. */
function spanOf(bars: readonly PlacedBar[]): [number, number] {
  const first = Math.min(USUAL_FIRST, ...bars.map(({ opens }) => Math.floor(opens / HOURS) * HOURS));
  const last = Math.max(USUAL_LAST, ...bars.map(({ closes }) => (Math.floor(closes / HOURS) + 1) * HOURS));
  return [first, last];
}

/** The place of a piece, in minutes. A style that a script sets is allowed where an inline one is not. */
const placed = (at: number, length: number) => (element: HTMLElement | null) => {
  element?.style.setProperty('--at', String(at));
  element?.style.setProperty('--len', String(length));
};

const Hours = ({ hours }: { hours: readonly number[] }) => (
  <div aria-hidden className="figures relative text-caption text-faint">
    {hours
      .filter((hour) => hour % 120 === 0)
      .map((hour) => (
        <span
          key={hour}
          ref={placed(hour - (hours[0] ?? 0), 0)}
          className="-translate-y-1/2 absolute top-[calc(var(--at)*0.4px)] right-1"
        >
          {clockOf(hour)}
        </span>
      ))}
  </div>
);

type PieceProps = { bar: PlacedBar; first: number; name: string; words: Words };

const BarPiece = ({ bar, first, name, words }: PieceProps) => (
  <div
    ref={placed(bar.opens - first, bar.closes - bar.opens)}
    data-place={bar.place}
    className="absolute inset-x-0 top-[calc(var(--at)*0.4px)] flex h-[calc(var(--len)*0.4px)] cursor-grab flex-col items-center justify-center overflow-visible rounded-sm border border-free-line bg-free text-on-free"
  >
    <span
      aria-hidden
      className="figures pointer-events-none flex h-full flex-col justify-between py-3 text-center text-caption"
    >
      <span>{clockOf(bar.opens)}</span>
      <span>{clockOf(bar.closes)}</span>
    </span>
    {(['opens', 'closes'] as const).map((edge) => (
      <EdgeHandle key={edge} edge={edge} bar={bar} name={name} words={words} />
    ))}
  </div>
);

type HandleProps = Omit<PieceProps, 'first'> & { edge: Edge };

const EdgeHandle = ({ edge, bar, name, words }: HandleProps) => (
  <div
    role="slider"
    tabIndex={0}
    data-edge={edge}
    aria-orientation="vertical"
    aria-label={`${name}, ${words[edge]} ${bar.place + 1}`}
    aria-valuemin={edge === 'opens' ? 0 : bar.opens + STEP}
    aria-valuemax={edge === 'opens' ? bar.closes - STEP : bar.opens + DAY}
    aria-valuenow={bar[edge]}
    aria-valuetext={clockOf(bar[edge])}
    className={`-inset-x-px absolute z-1 flex h-6 cursor-ns-resize touch-none justify-center rounded-sm focus-visible:outline-2 focus-visible:outline-court ${
      edge === 'opens' ? '-top-3 items-end pb-2.25' : '-bottom-3 items-start pt-2.25'
    }`}
  >
    <span className="h-0.75 w-5 rounded-full bg-on-free" />
  </div>
);
