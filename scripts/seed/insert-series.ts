import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { audit, dues, reservations, series, seriesExceptions } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { HOUR_MS } from '@/lib/core/time';
import { listCallers } from './list-callers';
import type { PlannedSeries } from './plan-series';

const MADE_BEFORE_MS = 50 * HOUR_MS;

type Change = typeof audit.$inferInsert;

/** Writes series as a manager made them some days ago, with their bookings, what is owed for each, and the audit. */
export async function insertSeries(
  tx: Tx,
  club: Club,
  planned: readonly PlannedSeries[],
  manager: string,
  now: Date,
): Promise<void> {
  const at = new Date(now.getTime() - MADE_BEFORE_MS);
  const callers = await listCallers(tx, club.id, planned.length, 'highest');
  for (const [index, one] of planned.entries()) {
    const customerId = one.pattern.kind === 'booking' ? (callers[index] ?? null) : null;
    await insertOne(tx, club, one, { customerId, manager, at });
  }
}

type Made = { customerId: string | null; manager: string; at: Date };

async function insertOne(tx: Tx, club: Club, one: PlannedSeries, made: Made): Promise<void> {
  const { pattern, court, startMinute, from, until, places, lost } = one;
  const { kind, title = null, note = null } = pattern;
  const { customerId, manager, at } = made;
  const id = v7();
  const common = { clubId: club.id, courtId: court.id, customerId, kind, title, note };
  await tx.insert(series).values({
    id,
    ...common,
    weekdays: [pattern.weekday],
    startMinute,
    durationMinutes: pattern.minutes,
    fromDate: from,
    untilDate: until,
    createdBy: manager,
    createdAt: at,
  });
  const rows = places.map(({ date, startsAt, endsAt, priceMinor, lines }) => ({
    ...common,
    id: v7(),
    seriesId: id,
    seriesDate: date,
    channel: kind === 'booking' ? ('phone' as const) : ('desk' as const),
    status: 'confirmed' as const,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    priceMinor,
    listPriceMinor: priceMinor,
    currency: club.currency,
    priceBreakdown: lines,
    refundPolicy: club.refundPolicy,
    confirmedAt: at,
    createdAt: at,
    updatedAt: at,
  }));
  await tx.insert(reservations).values(rows);
  if (lost.length > 0)
    await tx
      .insert(seriesExceptions)
      .values(lost.map((date) => ({ seriesId: id, date, why: 'conflict' as const })));
  const told = { actor: `staff:${manager}`, fromState: null, at };
  const changes: Change[] = [
    { ...told, entity: 'series', entityId: id, toState: 'active' },
    ...rows.map((row) => ({
      ...told,
      entity: 'reservation' as const,
      entityId: row.id,
      toState: 'confirmed',
    })),
  ];
  await tx.insert(audit).values([...changes, ...(await owe(tx, club, rows, made))]);
}

type Booked = Pick<typeof reservations.$inferSelect, 'id' | 'priceMinor' | 'startsAt'>;

/** Each booking is owed until its game. */
async function owe(
  tx: Tx,
  { id: clubId, currency }: Club,
  booked: readonly Booked[],
  made: Made,
): Promise<Change[]> {
  const { manager, at } = made;
  const rows = booked
    .filter(({ priceMinor }) => priceMinor > 0)
    .map(({ id: reservationId, priceMinor, startsAt }) => ({
      id: v7(),
      clubId,
      reservationId,
      amountMinor: priceMinor,
      currency,
      cause: 'desk' as const,
      dueBy: startsAt,
      createdBy: `staff:${manager}`,
      createdAt: at,
    }));
  if (rows.length === 0) return [];
  await tx.insert(dues).values(rows);
  return rows.map(({ id: entityId, reservationId, amountMinor }) => ({
    entity: 'due',
    entityId,
    actor: `staff:${manager}`,
    fromState: null,
    toState: 'open',
    detail: { reservation_id: reservationId, amount_minor: amountMinor, currency, cause: 'desk' },
    at,
  }));
}
