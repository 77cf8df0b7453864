import { localTime, type TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import './board.css';
import { BoardCourt } from './board-court';
import { type BoardFilter, passes } from './board-filter';
import type { BoardHrefs } from './board-hrefs';
import type { BoardLine } from './board-line';
import { placeOn } from './board-scale';
import type { BoardWords } from './board-words';
import type { FixedReason } from './fixed-reason';

type Props = {
  /** Side by side. Their scales are of one length. */
  lines: readonly BoardLine[];
  filter: BoardFilter | null;
  hrefs: BoardHrefs;
  /** Why nothing here may be moved. Null where it may. */
  allFixed: FixedReason | null;
  /** A place that is being booked. */
  slot: (TimeRange & { courtId: number }) | null;
  /** Epoch ms. */
  now: number;
  words: BoardWords;
};

/** Courts of a day, or days of a court, each a list in the order of time. */
export function Board({ lines, filter, hrefs, allFixed, slot, now, words }: Props) {
  const [first] = lines;
  const nowAt = ({ scale }: BoardLine) => placeOn(scale, { startsAt: now, endsAt: now + 1 })?.at ?? null;
  const today = lines.map(nowAt).find((at) => at !== null);
  return (
    <div className={`board-courts len-${first?.scale.tracks ?? 1}`}>
      <div aria-hidden className="board-times figures">
        <div className="board-head" />
        <div className="board-line">
          {first?.scale.hours.map(({ startsAt, at, label }) => (
            <span key={startsAt} className={`board-hour at-${at}`}>
              {label}
            </span>
          ))}
          {typeof today === 'number' && (
            <span data-now={today} className={`board-now-time at-${today}`}>
              {localTime(now, words.timeZone)}
            </span>
          )}
        </div>
      </div>
      {lines.map((line) => (
        <BoardCourt
          key={`${line.court.id} ${line.date}`}
          line={line}
          isFiltered={(item: BoardItem) => !passes(item, filter)}
          hrefs={hrefs}
          allFixed={allFixed}
          slot={slot?.courtId === line.court.id ? slot : null}
          now={now}
          nowAt={nowAt(line)}
          words={words}
        />
      ))}
    </div>
  );
}
