import { Plus } from 'lucide-react';
import { OCCUPYING } from '@/db/schema';
import type { Court } from '@/lib/catalogue/catalogue';
import { formatShare, formatSpan } from '@/lib/core/i18n/format';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import type { BoardHrefs } from './board-hrefs';
import { type BoardScale, placeOn } from './board-scale';
import type { BoardWords } from './board-words';
import { freeGaps } from './free-gaps';
import { ItemCard } from './item-card';

type Props = {
  court: Court;
  windows: readonly TimeRange[];
  items: readonly BoardItem[];
  isFiltered: (item: BoardItem) => boolean;
  scale: BoardScale;
  hrefs: BoardHrefs;
  mayMove: boolean;
  /** A place that is being booked. */
  slot: TimeRange | null;
  now: number;
  nowAt: number | null;
  words: BoardWords;
};

type Piece = { range: TimeRange; item: BoardItem | null };

/** A court's day: its name over a list of what is booked and what is free. */
export function BoardCourt({ court, windows, items, scale, isFiltered, hrefs, ...rest }: Props) {
  const { mayMove, slot, now, nowAt, words } = rest;
  const taken = items.filter(({ status }) => OCCUPYING.some((occupying) => occupying === status));
  const gaps = hrefs.gap === null ? [] : freeGaps(windows, taken);
  const pieces: Piece[] = [
    ...items.map((item) => ({ range: item, item })),
    ...gaps.map((range) => ({ range, item: null })),
  ].sort((a, b) => a.range.startsAt - b.range.startsAt);
  return (
    <section aria-labelledby={`court-${court.id}`} className="board-court" data-court={court.id}>
      <CourtHead
        court={court}
        isRetired={windows.length === 0}
        share={shareOf(windows, taken)}
        words={words}
      />
      <div className="board-line">
        {freeGaps([scale], windows).map((closed) => (
          <Stretch key={closed.startsAt} scale={scale} range={closed} className="board-closed" />
        ))}
        {slot && <NewPlace scale={scale} slot={slot} words={words} />}
        {nowAt !== null && <div aria-hidden data-now className={`board-now at-${nowAt}`} />}
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
                mayMove={mayMove}
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
                <a href={inLocale(hrefs.gap?.(court, range) ?? '', words.locale)} draggable={false}>
                  <Plus aria-hidden className="size-3.5 shrink-0" />
                  <span className="figures">
                    <span className="sr-only">{words.t('free')} </span>
                    {formatSpan(range.startsAt, range.endsAt, words.locale, words.timeZone)}
                  </span>
                </a>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}

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

type HeadProps = { court: Court; isRetired: boolean; share: number; words: BoardWords };

function CourtHead({ court, isRetired, share, words: { t, locale } }: HeadProps) {
  const percent = formatShare(share, locale);
  return (
    <div className="board-head flex flex-col justify-center px-2 text-caption">
      <div className="flex items-baseline justify-between gap-1">
        <h2 id={`court-${court.id}`} className="truncate font-strong text-note">
          {court.name}
        </h2>
        <span className="figures text-soft">
          <span className="sr-only">{t('occupied')} </span>
          {percent}
        </span>
      </div>
      <p className="truncate text-soft">
        {isRetired ? t('retired') : t(court.indoor ? 'indoor' : 'outdoor')}
        {court.format === 'single' && ` · ${t('single')}`}
      </p>
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
