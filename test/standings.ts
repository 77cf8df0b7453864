import { eq } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { courts, payments, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { recordChange } from '@/lib/records/audit';
import { expireHolds } from '@/lib/reservations/expire-holds';
import type { Sandbox } from '@/sandbox/start';
import { bookAndPay, bookAsPlayer, lapse, readBooking } from './bookings';
import { makeReservation } from './factories';

const job = () => systemContext('test');

export type Booked = Awaited<ReturnType<typeof bookAsPlayer>>;

/** The states of a reservation before its payment is known, and whose reservation must stay untouched. */
export type Standing = (booked: Booked, sandbox: Sandbox) => Promise<string[]>;

export const expired: Standing = async ({ reservationId }) => {
  await lapse(reservationId);
  await expireHolds(job());
  return [];
};

export const setReservation = (id: string, change: Partial<typeof reservations.$inferInsert>) =>
  db().update(reservations).set(change).where(eq(reservations.id, id));

export const STANDINGS = {
  'held, and in time': async () => [],
  'saved, its intent never kept': async ({ reservationId, paymentId }) => {
    const lost = { paymentIntentId: null, sealedClientSecret: null };
    await db().update(payments).set(lost).where(eq(payments.id, paymentId));
    await setReservation(reservationId, { status: 'payment_pending' });
    return [];
  },
  'held, its time run out, not swept yet': async ({ reservationId }) => {
    await lapse(reservationId);
    return [];
  },
  'expired, the court free': expired,
  'expired, the court held by another': async (booked) => {
    await lapse(booked.reservationId);
    return [(await bookAsPlayer({ courtId: booked.courtId })).reservationId];
  },
  'expired, the court held by another whose time has run out': async (booked) => {
    await lapse(booked.reservationId);
    await lapse((await bookAsPlayer({ courtId: booked.courtId })).reservationId);
    return [];
  },
  'expired, the court another’s': async (booked, sandbox) => {
    await lapse(booked.reservationId);
    return [(await bookAndPay(sandbox, { courtId: booked.courtId })).reservationId];
  },
  'expired, the court closed for maintenance': async (booked, sandbox) => {
    await expired(booked, sandbox);
    const { startsAt } = await readReservation(booked.reservationId);
    const closed = { courtId: booked.courtId, startsAt, durationMinutes: 30, userId: null, priceMinor: 0 };
    const { id } = await makeReservation({ ...closed, kind: 'maintenance' });
    const change = { entity: 'reservation', entityId: id, from: null, to: 'confirmed' } as const;
    await transaction((tx) => recordChange(tx, job(), change));
    return [id];
  },
  'expired, the start past': async (booked, sandbox) => {
    await expired(booked, sandbox);
    const startsAt = new Date(Date.now() - HOUR_MS);
    await setReservation(booked.reservationId, { startsAt, endsAt: new Date(Date.now() + HOUR_MS) });
    return [];
  },
  'expired, the court sold no more': async (booked, sandbox) => {
    await expired(booked, sandbox);
    await db().update(courts).set({ deactivatedAt: new Date() }).where(eq(courts.id, booked.courtId));
    return [];
  },
  'cancelled by its player': async ({ ctx, reservationId }) => {
    await cancelReservation(ctx, { reservationId });
    return [];
  },
} as const satisfies Record<string, Standing>;

export const readReservation = async (id: string) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error(`${id} is gone`);
  return row;
};

/** The status, the refund, and the notice about the money. */
export async function outcomeOf(reservationId: string) {
  const { status, refunds, notices } = await readBooking(reservationId);
  return [
    status,
    refunds.map(({ cause, amountMinor, currency }) => `${cause} ${amountMinor} ${currency}`),
    notices.map(({ kind }) => kind).sort(),
  ];
}
