import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { reservations, series } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { amountOf } from '@/lib/core/input/asked-amount';
import { parseLocalTime } from '@/lib/core/time';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { writeBookingAct } from '@/lib/desk/bookings/write-booking-act';
import type { Customer } from '@/lib/desk/read-customers';
import type { Act } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import { bookDates, leftOutOf, noteLeftOut, tellBooked } from './book-dates';
import type { PlannedDate } from './plan-series';
import type { CreateSeries, SeriesAsked } from './read-series-wish';

export type WrittenSeries = { seriesId: string; bookingIds: readonly string[]; act: Act };

type Writing = SeriesAsked & {
  club: Club;
  wanted: CreateSeries;
  customer: Customer | null;
  planned: readonly PlannedDate[];
};

/** What an earlier try of this request wrote, whose process may have died before it answered. */
export async function findWritten(tx: Tx, ctx: Context, clubId: number): Promise<WrittenSeries | undefined> {
  const repeated = await findRepeated(tx, ctx, clubId);
  const [first] = repeated?.bookingIds ?? [];
  if (!repeated || first === undefined) return undefined;
  const [row] = await tx
    .select({ seriesId: reservations.seriesId })
    .from(reservations)
    .where(eq(reservations.id, first));
  return row?.seriesId ? { seriesId: row.seriesId, ...repeated } : undefined;
}

/** Writes a series with all its bookings, their dues, the act and what is told of it. The caller holds the locks of the courts. */
export async function writeSeries(
  tx: Tx,
  after: After,
  ctx: Context,
  writing: Writing,
): Promise<WrittenSeries> {
  const { club, wanted, customer, planned } = writing;
  const seriesId = await insertSeries(tx, ctx, writing);
  const { kind, title, note } = wanted;
  const booked = await bookDates(tx, ctx, club, { seriesId, kind, customer, title, note }, planned);
  const act = await writeBookingAct(tx, ctx, { kind: 'book_series', seriesId }, booked);
  if (wanted.notify) await tellBooked(tx, after, booked, act);
  return { seriesId, bookingIds: booked.map(({ id }) => id), act };
}

async function insertSeries(tx: Tx, ctx: Context, writing: Writing): Promise<string> {
  const { club, wanted, customer, courts, dates, choices, planned } = writing;
  const {
    kind,
    title = null,
    note = null,
    weekdays,
    everyWeeks,
    durationMinutes,
    from,
    until,
    price,
  } = wanted;
  const row = {
    id: v7(),
    clubId: club.id,
    courtId: courts[0].id,
    customerId: customer?.id ?? null,
    kind,
    title,
    note,
    weekdays: weekdays.toSorted(),
    everyWeeks,
    startMinute: parseLocalTime(wanted.startTime) ?? 0,
    durationMinutes,
    fromDate: from,
    untilDate: until,
    fixedMinor: price ? amountOf('price.amount', price.amount, club.currency) : null,
    priceReason: price?.reason ?? null,
    createdBy: requireActor(ctx).userId,
  };
  await tx.insert(series).values(row);
  const left = leftOutOf(dates, choices, planned);
  await noteLeftOut(tx, row.id, left);
  await recordChange(tx, ctx, {
    entity: 'series',
    entityId: row.id,
    from: null,
    to: 'active',
    asStaff: true,
    detail: { kind, weekdays, every_weeks: everyWeeks, from, until, ...left },
  });
  return row.id;
}
