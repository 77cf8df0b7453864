import type { Court } from '@/lib/catalogue/catalogue';
import { firstInstantOf, type LocalDate, minuteOfDay, type TimeRange } from '@/lib/core/time';
import type { StripPaths } from '@/components/results/strip-paths';
import type { BoardItem } from '@/lib/desk/board-item';
import { type BoardScale, scaleFrom, scaleOf } from './board-scale';

/** A column of the board: a court on a date. */
export type BoardLine = {
  court: Court;
  date: LocalDate;
  title: string;
  note: string;
  windows: readonly TimeRange[];
  items: readonly BoardItem[];
  scale: BoardScale;
  /** How full all courts are on that date. Null where it is not told. */
  load: LineLoad | null;
};

/** The taken shares of a day from 06:00 to 24:00 in half hours, and what it says in words. */
export type LineLoad = { strip: StripPaths; label: string };

type Day = { date: LocalDate; windows: readonly TimeRange[]; items: readonly TimeRange[] };

/** A scale for each day, all of them at the same times of the wall clock. Null when nothing is open or booked. */
export function scalesOf(days: readonly Day[], timeZone: string): BoardScale[] | null {
  const own = days.flatMap(({ windows, items }) => scaleOf(windows, items, timeZone) ?? []);
  if (own.length === 0) return null;
  const firstMinute = Math.min(...own.map(({ startsAt }) => minuteOfDay(startsAt, timeZone)));
  const starts = days.map(({ date }) => firstInstantOf(date, firstMinute, timeZone));
  const longest = Math.max(
    ...own.map(({ endsAt }) => {
      const start = starts.findLast((startsAt) => startsAt < endsAt) ?? endsAt;
      return endsAt - start;
    }),
  );
  return starts.map((startsAt) => scaleFrom(startsAt, startsAt + longest, timeZone));
}
