import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { seriesExceptions } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import type { LocalDate } from '@/lib/core/time';
import { insertBookings } from '@/lib/desk/bookings/insert-bookings';
import { settleBookings } from '@/lib/desk/bookings/settle-bookings';
import type { Customer } from '@/lib/desk/read-customers';
import { bySeries } from '@/lib/notices/series/by-series';
import { tellOfSeries } from '@/lib/notices/series/tell-of-series';
import { tellOfBooking } from '@/lib/notices/tell-of-booking';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Choice, PlannedDate } from './plan-series';

type OfSeries = {
  seriesId: string;
  kind: 'booking' | 'block' | 'maintenance';
  customer: Customer | null;
  title: string | undefined;
  note: string | undefined;
};

/**
 * Books the planned dates of a series that can be had, each owed until its game. The caller holds the locks of the
 * courts. Returns them in order.
 */
export async function bookDates(
  tx: Tx,
  ctx: Context,
  club: Club,
  { seriesId, ...common }: OfSeries,
  planned: readonly PlannedDate[],
): Promise<Reservation[]> {
  const drafts = planned.flatMap(({ date, place, draft }) =>
    draft && place ? [{ ...draft, ...place, series: { id: seriesId, date } }] : [],
  );
  if (drafts.length === 0) return [];
  const booked = await insertBookings(tx, ctx, club, { ...common, players: [] }, drafts);
  // The locks are held and the constraint agrees with what was read under them.
  if (booked.length < drafts.length) throw new Error('a court was taken without its lock');
  await settleBookings(tx, ctx, booked, 'due');
  return booked.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

type LeftOut = { skipped: readonly LocalDate[]; conflict: readonly LocalDate[] };

/** Writes down on which dates a series has nothing, and why. */
export async function noteLeftOut(tx: Tx, seriesId: string, { skipped, conflict }: LeftOut): Promise<void> {
  const left = [
    ...skipped.map((date) => ({ seriesId, date, why: 'skipped' as const })),
    ...conflict.map((date) => ({ seriesId, date, why: 'conflict' as const })),
  ];
  if (left.length > 0) await tx.insert(seriesExceptions).values(left).onConflictDoNothing();
}

/** The dates that staff leave out, and those that cannot be had. */
export const leftOutOf = (
  dates: readonly LocalDate[],
  choices: ReadonlyMap<LocalDate, Choice>,
  planned: readonly PlannedDate[],
): LeftOut => ({
  skipped: dates.filter((date) => choices.get(date)?.choice === 'skip'),
  conflict: planned.flatMap(({ date, draft }) => (draft ? [] : date)),
});

/** Tells whoever they are for of all of them at once. A single date is told as any booking. */
export async function tellBooked(
  tx: Tx,
  after: After,
  booked: readonly Reservation[],
  act: Act,
): Promise<void> {
  const { series, single } = bySeries(booked);
  for (const dates of series) await tellOfSeries(tx, after, dates, act);
  for (const one of single) await tellOfBooking(tx, after, one, act);
}
