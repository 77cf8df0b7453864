import { Plus } from 'lucide-react';
import { OCCUPYING } from '@/db/schema';
import { formatShare, formatSpan } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import type { BoardHrefs } from './board-hrefs';
import type { BoardLine } from './board-line';
import { type BoardScale, placeOn } from './board-scale';
import type { BoardWords } from './board-words';
import type { FixedReason } from './fixed-reason';
import { freeGaps } from './free-gaps';
import { ItemCard } from './item-card';

type Props = {
  line: BoardLine;
  isFiltered: (item: BoardItem) => boolean;
  hrefs: BoardHrefs;
  allFixed: FixedReason | null;
  /** A place that is being booked. */
  slot: TimeRange | null;
  now: number;
  nowAt: number | null;
  words: BoardWords;
};

type Piece = { range: TimeRange; item: BoardItem | null };

/** A court's day: its name over a list of what is booked and what is free. */
export function BoardCourt({ line, isFiltered, hrefs, allFixed, slot, now, nowAt, words }: Props) {
  const { court, date, windows, items, scale } = line;
  const id = `court-${court.id}-${date}`;
  const taken = items.filter(({ status }) => OCCUPYING.some((occupying) => occupying === status));
  const gaps = hrefs.gap === null ? [] : freeGaps(windows, taken);
  const pieces: Piece[] = [
    ...items.map((item) => ({ range: item, item })),
    ...gaps.map((range) => ({ range, item: null })),
  ].sort((a, b) => a.range.startsAt - b.range.startsAt);
  const spanOf = ({ startsAt, endsAt }: TimeRange) =>
    formatSpan(startsAt, endsAt, words.locale, words.timeZone);
  return (
    <section aria-labelledby={id} className="board-court" data-court={court.id}>
      <CourtHead id={id} line={line} share={shareOf(windows, taken)} words={words} />
      <div className="board-line">
        {freeGaps([scale], windows).map((closed) => (
          <Stretch key={closed.startsAt} scale={scale} range={closed} className="board-closed" />
        ))}
        {slot && <NewPlace scale={scale} slot={slot} words={words} />}
        {nowAt !== null && <div aria-hidden data-now={nowAt} className={`board-now at-${nowAt}`} />}
        <ol>
          {pieces.map(({ range, item }) => {
            const place = placeOn(scale, range);
            if (place === null) return null;
            return item ? (
              <ItemCard
                key={item.id}
                item={item}
                place={place}
                href={inLocale(hrefs.item(item), words.locale)}
                now={now}
                isFiltered={isFiltered(item)}
                allFixed={allFixed}
                words={words}
              />
            ) : (
              <li
                key={`free-${range.startsAt}`}
                className={`board-gap at-${place.at} len-${place.len}`}
                data-at={place.at}
                data-len={place.len}
                data-stop={`${court.id}-${range.startsAt}`}
              >
                <a href={inLocale(hrefs.gap?.(line, range) ?? '', words.locale)} draggable={false}>
                  <GapMark span={spanOf(range)} free={words.t('free')} />
                </a>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}

const GapMark = ({ span, free }: { span: string; free: string }) => (
  <span className="gap-mark">
    <Plus aria-hidden className="size-3.5 shrink-0" />
    <span className="sr-only">{free} </span>
    <span data-span={span} className="figures">
      {span}
    </span>
  </span>
);

function NewPlace({ scale, slot, words }: { scale: BoardScale; slot: TimeRange; words: BoardWords }) {
  const place = placeOn(scale, slot);
  return (
    place && (
      <div aria-hidden data-new className={`board-new at-${place.at} len-${place.len}`}>
        {words.t('new')}
      </div>
    )
  );
}

function Stretch({ scale, range, className }: { scale: BoardScale; range: TimeRange; className: string }) {
  const place = placeOn(scale, range);
  return place && <div aria-hidden className={`${className} at-${place.at} len-${place.len}`} />;
}

type HeadProps = { id: string; line: BoardLine; share: number; words: BoardWords };

function CourtHead({ id, line, share, words: { t, locale } }: HeadProps) {
  return (
    <div className="board-head flex flex-col justify-center px-2 text-caption">
      <div className="flex items-baseline justify-between gap-1">
        <h2 id={id} className="truncate font-strong text-note first-letter:uppercase">
          {line.title}
        </h2>
        <span className="figures text-soft">
          <span className="sr-only">{t('occupied')} </span>
          {formatShare(share, locale)}
        </span>
      </div>
      <p className="truncate text-soft">{line.note}</p>
      <svg
        aria-hidden="true"
        className="absolute inset-x-0 bottom-0 h-0.75 w-full"
        preserveAspectRatio="none"
      >
        <rect width={`${Math.round(share * 100)}%`} height="100%" className="fill-strong" />
      </svg>
    </div>
  );
}

/** Which share of its open time a court is taken. */
function shareOf(windows: readonly TimeRange[], taken: readonly TimeRange[]): number {
  const lengthOf = (ranges: readonly TimeRange[]) =>
    ranges.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0);
  const open = lengthOf(windows);
  return open === 0 ? 0 : 1 - lengthOf(freeGaps(windows, taken)) / open;
}
