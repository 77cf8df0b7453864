import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { db } from '@/db';
import { audit, courts, notices, payments, refunds, reservations } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { addDays, localDateOf } from '@/lib/core/time';
import { bookCourt } from '@/lib/payments/book-court';
import { settlePayment } from '@/lib/payments/settle-payment';
import { startPayment } from '@/lib/payments/start-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { giveGuest } from '@/lib/reservations/visitors/give-guest';
import type { Sandbox } from '@/sandbox/start';
import { makeCourt, makeStaff, makeUser, personContext, visitorContext } from './factories';
import { keyHeaders } from './requests';
import { payIntent } from './stripe-control';

/** At the factories' clubs. */
export const inDays = (days: number) => addDays(localDateOf(Date.now(), 'Europe/Madrid'), days);

type Wanted = { courtId?: number; date?: string; startTime?: string; durationMinutes?: number };

/** A new player holds a court (by default a new one) the day after tomorrow, and opens the payment of 45 €. */
export async function bookAsPlayer(wanted: Wanted = {}) {
  const player = await makeUser();
  const courtId = wanted.courtId ?? (await makeCourt()).id;
  // The notification of a new court may still be on its way to the catalogue.
  dropCatalogue();
  const ctx = personContext(player);
  const slot = { date: inDays(2), startTime: '10:00', durationMinutes: 90, ...wanted, courtId };
  const booked = await bookCourt(ctx, { ...slot, participants: [], extras: [], guest: undefined });
  if (!booked.payment) throw new Error('this court costs money');
  const { id: paymentId, paymentIntentId: intentId } = booked.payment;
  return { player, courtId, ctx, reservationId: booked.reservationId, paymentId, intentId };
}

/** The same, paid and settled. */
export async function bookAndPay(sandbox: Sandbox, wanted: Wanted = {}) {
  const booked = await bookAsPlayer(wanted);
  await payIntent(sandbox, booked.intentId);
  await settlePayment(systemContext('test'), booked.intentId);
  return booked;
}

/** The same, with keys of its player and of a manager of its club. */
export async function bookAndPayWithKeys(sandbox: Sandbox, wanted: Wanted = {}) {
  const booked = await bookAndPay(sandbox, wanted);
  const [court] = await db().select().from(courts).where(eq(courts.id, booked.courtId));
  if (!court) throw new Error('a booking has a court');
  const manager = await makeUser();
  await makeStaff(manager.id, court.clubId, 'manager');
  return {
    ...booked,
    clubId: court.clubId,
    manager,
    asManager: await keyHeaders(manager),
    asPlayer: await keyHeaders(booked.player),
  };
}

/** A court that Ana has booked and paid without an account. */
export async function bookAsGuest(sandbox: Sandbox, wanted: { courtId: number; date: string }) {
  const ctx = visitorContext();
  const slot = { startTime: '10:00', durationMinutes: 90, participants: [], extras: [], ...wanted };
  const { reservationId } = await bookCourt(ctx, { ...slot, guest: undefined });
  const guest = { name: 'Ana Visita', email: `ana-${randomUUID()}@example.com` };
  await giveGuest(ctx, { reservationId, ...guest });
  const { paymentIntentId } = await startPayment(ctx, { reservationId });
  await payIntent(sandbox, paymentIntentId);
  await settlePayment(systemContext('test'), paymentIntentId);
  return { ctx, reservationId, guest };
}

/** The state of a reservation and its money. */
export async function readBooking(reservationId: string) {
  const [reservation] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  const paid = await db()
    .select()
    .from(payments)
    .where(eq(payments.reservationId, reservationId))
    .orderBy(payments.attempt);
  const back = await db()
    .select({ refund: refunds })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(payments.reservationId, reservationId))
    .orderBy(refunds.createdAt);
  const told = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
  return {
    status: reservation?.status,
    payment: paid[0],
    payments: paid,
    refunds: back.map(({ refund }) => refund),
    notices: told,
  };
}

/** Sends each waiting refund of a reservation, as the job does. */
export async function sendRefunds(reservationId: string): Promise<void> {
  for (const { id } of (await readBooking(reservationId)).refunds)
    await processRefund(systemContext('test'), id);
}

/** Lets the hold run out, as if its minutes had passed. */
export const lapse = (reservationId: string) =>
  db()
    .update(reservations)
    .set({ holdExpiresAt: new Date(Date.now() - 1000) })
    .where(eq(reservations.id, reservationId));

/** How often an object reached a state, by its audit. */
export const timesReached = (entityId: string, toState: string): Promise<number> =>
  db().$count(audit, and(eq(audit.entityId, entityId), eq(audit.toState, toState)));
