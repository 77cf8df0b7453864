import type { Tx } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import { AppError } from '@/lib/core/errors';
import { addDays, dayBounds, isoWithOffset, type LocalDate, type TimeRange } from '@/lib/core/time';
import { reachOf } from '@/lib/desk/judge-place';
import { findWaysOut, type SeriesConflict } from './find-ways-out';
import type { PlannedDate } from './plan-series';

/** A date that a series would have, as staff are shown it. */
export type SeriesDate = {
  date: LocalDate;
  courtId: number;
  /** Null for a wall time that the clocks leave out. */
  startsAt: number | null;
  endsAt: number | null;
  priceMinor: number;
  conflict: SeriesConflict | null;
};

/** Planned dates with the ways out of their conflicts. */
export async function showDates(tx: Tx, club: Club, planned: readonly PlannedDate[]): Promise<SeriesDate[]> {
  const conflicts = await findWaysOut(tx, club, planned);
  return planned.map(({ date, court, place, draft }) => ({
    date,
    courtId: court.id,
    startsAt: place?.startsAt ?? null,
    endsAt: place?.endsAt ?? null,
    priceMinor: draft?.priceMinor ?? 0,
    conflict: conflicts.get(date) ?? null,
  }));
}

/** @throws AppError conflict with `dates` for those that cannot be had, or with `reason` `no_date_left` */
export function assertCanBeHad(club: Club, dates: readonly SeriesDate[], allowPartial: boolean): void {
  const conflicts = dates.filter(({ conflict }) => conflict !== null);
  if (conflicts.length === dates.length && (allowPartial || dates.length === 0)) throw noDateLeft();
  if (conflicts.length === 0 || allowPartial) return;
  throw new AppError('conflict', 'Some dates cannot be had: choose what is done on each of them.', {
    details: { dates: conflicts.map((one) => seriesDateJson(club, one)) },
  });
}

/** What a series is refused with that has nothing to book. */
const noDateLeft = () =>
  new AppError('conflict', 'The series has no date left.', { details: { reason: 'no_date_left' } });

/** A date of a series as the API writes it. */
export const seriesDateJson = (
  { timeZone }: Club,
  { date, courtId, startsAt, endsAt, conflict }: SeriesDate,
) => ({
  date,
  starts_at: startsAt === null ? null : isoWithOffset(startsAt, timeZone),
  ends_at: endsAt === null ? null : isoWithOffset(endsAt, timeZone),
  court_id: courtId,
  conflict: conflict && {
    reason: conflict.reason,
    taken_by: conflict.takenBy,
    nearest_court_id: conflict.nearestCourtId,
  },
});

/** The time in which something taken may matter to dates. */
export function stretchOf({ timeZone }: Club, dates: readonly LocalDate[]): TimeRange {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) throw noDateLeft();
  return reachOf([dayBounds(first, timeZone), dayBounds(addDays(last, 1), timeZone)]);
}
