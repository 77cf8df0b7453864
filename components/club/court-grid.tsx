'use client';

import { clsx } from 'clsx';
import { type FocusEvent, type MouseEvent, useState, useSyncExternalStore } from 'react';
import { useFormStatus } from 'react-dom';
import { type BarLabels, ChosenBar, type Extra } from './chosen-bar';
import './court-grid.css';
import { Callout } from '@/components/ui/callout';
import { type Piece, withChosen } from './court-grid-cells';
import { moveFocus } from './court-grid-focus';

/** A court as the grid names it, in the page's language. */
export type CourtHead = {
  id: number;
  name: string;
  mark: string;
  kind: string;
  shortKind: string;
  about: string;
};

/** The end of a start's booking, and the cost of cancelling it. */
export type HourWords = { startsAt: number; time: string; endTime: string; terms: string };

type GridWords = {
  court: string;
  /** With `{court}`, `{time}` and `{price}` in their places. */
  holdAt: string;
  /** With `{court}` and `{span}`. */
  summary: string;
  gone: string;
};

type Props = {
  rows: readonly { court: CourtHead; pieces: readonly Piece[] }[];
  hours: readonly HourWords[];
  span: number;
  /** Each price in whole units and exactly, by its minor units. */
  prices: Readonly<Record<number, { short: string; exact: string }>>;
  caption: string;
  words: GridWords;
  bar: BarLabels;
  extras: readonly Extra[];
  currency: string;
  /** The start that the address names, chosen from the beginning. */
  chosenValue: string | null;
  /** The column of the requested time, -1 when there is none. */
  askedColumn: number;
};

/**
 * Courts × starts, with arrow keys between them. The first tap chooses a start and a second one, or Enter, holds it;
 * without scripts every start is a button that holds at once.
 */
export function CourtGrid(props: Props) {
  const { rows, hours, span, prices, caption, words, bar, extras, currency, chosenValue, askedColumn } =
    props;
  const [picked, setPicked] = useState(chosenValue);
  const [focused, setFocused] = useState<string | null>(null);
  const { pending } = useFormStatus();
  const hasScripts = useSyncExternalStore(never, yes, no);
  const starts = new Map(
    rows.flatMap(({ court, pieces }) => pieces.flatMap((piece) => startIn(court, piece))),
  );
  // The day changes while others book, so a start may disappear.
  const chosen = picked === null ? undefined : starts.get(picked);
  const tabStop = [focused, picked].find((value) => value !== null && starts.has(value)) ?? firstOf(starts);

  // A key press has no click count, and a first tap only chooses.
  const choose = (event: MouseEvent<HTMLButtonElement>) => {
    const { value } = event.currentTarget;
    if (!pending && (event.detail === 0 || value === picked)) return;
    event.preventDefault();
    if (!pending) setPicked(value);
  };

  const noteFocus = ({ target }: FocusEvent) => {
    if (target instanceof HTMLButtonElement) setFocused(target.value);
  };

  const say = (template: string, court: CourtHead, { time, endTime }: HourWords, priceMinor: number) =>
    template
      .replace('{court}', court.name)
      .replace('{time}', time)
      .replace('{span}', `${time}–${endTime}`)
      .replace('{price}', prices[priceMinor]?.exact ?? '');

  const hour = chosen && hours[chosen.start.column];
  return (
    <>
      <fieldset aria-label={caption} onKeyDown={moveFocus} onFocus={noteFocus} className="court-grid">
        <div aria-hidden>
          <span className="head" />
          {hours.map(({ startsAt, time }, column) => (
            <span
              key={startsAt}
              data-asked={column === askedColumn ? '' : undefined}
              className={clsx('time', {
                'asked-time': column === askedColumn,
                'full-hour': time.endsWith(':00'),
              })}
            >
              {time}
            </span>
          ))}
        </div>
        {rows.map(({ court, pieces }) => (
          <div key={court.id} data-court={court.id}>
            <CourtName court={court} />
            {withChosen(pieces, chosen ? picked : null, span).map(({ piece, column, span: length }) => {
              const size = length > 1 ? `span-${length}` : undefined;
              if (piece.kind !== 'start') return <span key={column} className={clsx(piece.kind, size)} />;
              const at = hours[piece.column];
              const isChosen = piece.value === picked;
              return (
                <button
                  key={column}
                  type="submit"
                  name="slot"
                  value={piece.value}
                  data-column={piece.column}
                  tabIndex={!hasScripts || piece.value === tabStop ? undefined : -1}
                  aria-label={at && say(words.holdAt, court, at, piece.priceMinor)}
                  aria-pressed={hasScripts ? isChosen : undefined}
                  onClick={choose}
                  className={clsx('start', isChosen && 'chosen', size)}
                >
                  {prices[piece.priceMinor]?.short}
                </button>
              );
            })}
          </div>
        ))}
        {askedColumn >= 0 && (
          <div aria-hidden className="asked">
            <span className="head" />
            {askedColumn > 0 && <span className={`span-${askedColumn}`} />}
            <span className={`line span-${hours.length - askedColumn}`} />
          </div>
        )}
      </fieldset>
      <div role="status">
        {chosen && hour && (
          <span className="sr-only">{say(words.summary, chosen.court, hour, chosen.start.priceMinor)}</span>
        )}
        {picked && !chosen && <Callout tone="held" title={words.gone} />}
      </div>
      {chosen && hour && picked && (
        <ChosenBar
          value={picked}
          summary={say(words.summary, chosen.court, hour, chosen.start.priceMinor)}
          about={chosen.court.about}
          terms={hour.terms}
          priceMinor={chosen.start.priceMinor}
          price={prices[chosen.start.priceMinor]?.exact ?? ''}
          extras={extras}
          currency={currency}
          labels={bar}
        />
      )}
    </>
  );
}

const CourtName = ({ court: { name, mark, kind, shortKind } }: { court: CourtHead }) => (
  <span className="head">
    <span className="max-w-full truncate font-strong">
      <span className="max-sm:sr-only">{name}</span>
      <span aria-hidden className="sm:hidden">
        {mark}
      </span>
    </span>
    <span className="text-caption text-soft max-sm:hidden">{kind}</span>
    <span aria-hidden className="text-caption text-soft sm:hidden">
      {shortKind}
    </span>
  </span>
);

type Start = Extract<Piece, { kind: 'start' }>;

const startIn = (court: CourtHead, piece: Piece): [string, { court: CourtHead; start: Start }][] =>
  piece.kind === 'start' ? [[piece.value, { court, start: piece }]] : [];

const firstOf = (starts: ReadonlyMap<string, unknown>): string | undefined => [...starts.keys()][0];

const never = () => () => {};
const yes = () => true;
const no = () => false;
