import { and, asc, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { db, transaction } from '@/db';
import { dues, payments, reservations, sharedCosts } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { openPaymentLink } from '@/lib/billing/open-payment-link';
import { type Context, systemContext } from '@/lib/core/context';
import { accountedOf } from '@/lib/ledger/read-figures';
import { settlePayment } from '@/lib/payments/settle-payment';
import { chooseSharing } from '@/lib/payments/shares/choose-sharing';
import { startPayment } from '@/lib/payments/start-payment';
import type { Sandbox } from '@/sandbox/start';
import { bookAsPlayer } from './bookings';
import { payIntent } from './stripe-control';

const job = () => systemContext('test');

/** A player holds a court of 45 € for four who each pay their share by a day before, and opens the payment of theirs. */
export async function holdShared() {
  const booked = await bookAsPlayer();
  const sharing = { seats: 4, hoursBefore: 24 } as const;
  await chooseSharing(booked.ctx, { reservationId: booked.reservationId, sharing });
  const own = await startPayment(booked.ctx, { reservationId: booked.reservationId });
  return { ...booked, intentId: own.paymentIntentId, paymentId: own.id, ownMinor: own.amountMinor };
}

/** The same, with the own share paid, by a card that is good for more unless said. */
export async function bookShared(sandbox: Sandbox, card?: string) {
  const booked = await holdShared();
  await payIntent(sandbox, booked.intentId, card === undefined ? {} : { card });
  await settlePayment(job(), booked.intentId);
  return booked;
}

/** The shares of the others, by seat. */
export const sharesOfBooking = (reservationId: string) =>
  db()
    .select()
    .from(dues)
    .where(and(eq(dues.reservationId, reservationId), eq(dues.cause, 'share')))
    .orderBy(asc(dues.participantPosition));

/** Opens the payment of a share by its link, for somebody without an account. */
export const openShare = (dueId: string) =>
  openPaymentLink(job(), { token: signedToken('payment-link', dueId) });

/** Pays a share by its link. */
export async function payShare(sandbox: Sandbox, dueId: string): Promise<string> {
  const { paymentIntentId } = await openShare(dueId);
  await payIntent(sandbox, paymentIntentId);
  await settlePayment(job(), paymentIntentId);
  return paymentIntentId;
}

/** The context of a job at the deadline of the shares. */
export async function atDeadline(reservationId: string): Promise<Context> {
  const [share] = await sharesOfBooking(reservationId);
  if (!share?.dueBy) throw new Error('a share has a deadline');
  return { ...job(), now: share.dueBy };
}

export const costOf = async (reservationId: string) =>
  (await db().select().from(sharedCosts).where(eq(sharedCosts.reservationId, reservationId)))[0];

export const chargesOf = (reservationId: string) =>
  db()
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservationId), eq(payments.paysFor, 'open_shares')));

/** What is paid, owed or waived is the price, to the cent. */
export async function expectAccounted(reservationId: string): Promise<void> {
  const [row] = await db()
    .select({ priceMinor: reservations.priceMinor })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  expect(await transaction((tx) => accountedOf(tx, reservationId))).toBe(row?.priceMinor);
}
