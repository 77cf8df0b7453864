import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { reservations, series, seriesExceptions } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { amountOf } from '@/lib/core/input/asked-amount';
import { parseLocalTime } from '@/lib/core/time';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { insertBookings } from '@/lib/desk/bookings/insert-bookings';
import { settleBookings } from '@/lib/desk/bookings/settle-bookings';
import { writeBookingAct } from '@/lib/desk/bookings/write-booking-act';
import type { Customer } from '@/lib/desk/read-customers';
import { bySeries } from '@/lib/notices/series/by-series';
import { tellOfBooking } from '@/lib/notices/tell-of-booking';
import { tellOfSeries } from '@/lib/notices/series/tell-of-series';
import type { Act } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
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
  const { club, wanted, customer } = writing;
  const seriesId = await insertSeries(tx, ctx, writing);
  const drafts = writing.planned.flatMap(({ date, place, draft }) =>
    draft && place ? [{ ...draft, ...place, series: { id: seriesId, date } }] : [],
  );
  const { kind, title, note } = wanted;
  const booked = await insertBookings(tx, ctx, club, { kind, customer, players: [], title, note }, drafts);
  // The locks are held and the constraint agrees with what was read under them.
  if (booked.length < drafts.length) throw new Error('a court was taken without its lock');
  await settleBookings(tx, ctx, booked, 'due');
  const inOrder = booked.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const act = await writeBookingAct(tx, ctx, { kind: 'book_series', seriesId }, inOrder);
  if (wanted.notify) await tellBooked(tx, after, inOrder, act);
  return { seriesId, bookingIds: booked.map(({ id }) => id), act };
}

/** A single date is told as any booking. */
async function tellBooked(tx: Tx, after: After, booked: readonly Reservation[], act: Act): Promise<void> {
  const { series, single } = bySeries(booked);
  for (const dates of series) await tellOfSeries(tx, after, dates, act);
  for (const one of single) await tellOfBooking(tx, after, one, act);
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
  const skipped = dates.filter((date) => choices.get(date)?.choice === 'skip');
  const lost = planned.flatMap(({ date, draft }) => (draft ? [] : date));
  const left = [
    ...skipped.map((date) => ({ seriesId: row.id, date, why: 'skipped' as const })),
    ...lost.map((date) => ({ seriesId: row.id, date, why: 'conflict' as const })),
  ];
  if (left.length > 0) await tx.insert(seriesExceptions).values(left);
  await recordChange(tx, ctx, {
    entity: 'series',
    entityId: row.id,
    from: null,
    to: 'active',
    asStaff: true,
    detail: { kind, weekdays, every_weeks: everyWeeks, from, until, skipped, conflict: lost },
  });
  return row.id;
}
