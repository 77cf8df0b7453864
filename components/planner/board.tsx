import type { Court } from '@/lib/catalogue/catalogue';
import { localTime, type TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import './board.css';
import { BoardCourt } from './board-court';
import { type BoardFilter, passes } from './board-filter';
import type { BoardHrefs } from './board-hrefs';
import { type BoardScale, placeOn } from './board-scale';
import type { BoardWords } from './board-words';

type Props = {
  courts: readonly { court: Court; windows: readonly TimeRange[] }[];
  items: readonly BoardItem[];
  scale: BoardScale;
  filter: BoardFilter | null;
  hrefs: BoardHrefs;
  /** Whether this person may move bookings. */
  mayMove: boolean;
  /** A place that is being booked. */
  slot: (TimeRange & { courtId: number }) | null;
  /** Epoch ms. */
  now: number;
  words: BoardWords;
};

/** A club's day as a board: courts side by side, each a list in the order of time. */
export function Board({ courts, items, scale, filter, hrefs, mayMove, slot, now, words }: Props) {
  const nowAt = placeOn(scale, { startsAt: now, endsAt: now + 1 })?.at ?? null;
  return (
    <div className={`board-courts len-${scale.tracks}`}>
      <div aria-hidden className="board-times figures">
        <div className="board-head" />
        <div className="board-line">
          {scale.hours.map(({ startsAt, at, label }) => (
            <span key={startsAt} className={`board-hour at-${at}`}>
              {label}
            </span>
          ))}
          {nowAt !== null && (
            <span data-now className={`board-now-time at-${nowAt}`}>
              {localTime(now, words.timeZone)}
            </span>
          )}
        </div>
      </div>
      {courts.map(({ court, windows }) => (
        <BoardCourt
          key={court.id}
          court={court}
          windows={windows}
          items={items.filter(({ courtId }) => courtId === court.id)}
          isFiltered={(item) => !passes(item, filter)}
          scale={scale}
          hrefs={hrefs}
          mayMove={mayMove}
          slot={slot?.courtId === court.id ? slot : null}
          now={now}
          nowAt={nowAt}
          words={words}
        />
      ))}
    </div>
  );
}
