import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { audit, notices, participants, payments, refunds, reservations } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { isAppError } from '@/lib/errors';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { addDays, localDateOf } from '@/lib/time';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { bookCourt } from './book-court';
import { cancelAbandonedIntent } from './cancel-abandoned-intent';
import { processRefund } from './process-refund';
import { settlePayment } from './settle-payment';
import { startPayment } from './start-payment';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const tomorrow = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);

beforeEach(() => clearFaults(sandbox()));

async function book() {
  const [player, court] = await Promise.all([
    makeUser({ email: `p-${crypto.randomUUID()}@example.com` }),
    makeCourt(),
  ]);
  const ctx = personContext(player);
  const { reservationId, payment } = await bookCourt(ctx, {
    courtId: court.id,
    date: tomorrow,
    startTime: '10:00',
    durationMinutes: 90,
    participants: [],
    extras: [],
    guest: undefined,
  });
  if (!payment) throw new Error('this court costs money');
  return { player, court, ctx, reservationId, payment, intentId: payment.paymentIntentId };
}

async function read(reservationId: string) {
  const [reservation] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  const paid = await db().select().from(payments).where(eq(payments.reservationId, reservationId));
  const back = paid[0] ? await db().select().from(refunds).where(eq(refunds.paymentId, paid[0].id)) : [];
  const told = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
  return { status: reservation?.status, payment: paid[0], payments: paid, refunds: back, notices: told };
}

/** Lets the hold run out, as if ten minutes had passed. */
const lapse = (reservationId: string) =>
  db()
    .update(reservations)
    .set({ holdExpiresAt: new Date(Date.now() - 1000) })
    .where(eq(reservations.id, reservationId));

describe('a payment that comes in time', () => {
  test('spec: test_reservation_payment_flow — a reservation owes 45.00, and its payment confirms it', async () => {
    const { reservationId, intentId, player } = await book();
    const before = await read(reservationId);
    expect(before.status).toBe('pending');
    expect(before.payment).toMatchObject({ status: 'pending', amountMinor: 4500, userId: player.id });

    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    const after = await read(reservationId);
    expect(after.status).toBe('confirmed');
    expect(after.payment).toMatchObject({ status: 'completed', receivedMinor: 4500 });
    expect(after.notices).toMatchObject([
      { kind: 'reservation_confirmation', channel: 'email', recipient: player.email },
    ]);
  });

  test('settles once, however often and however parallel it is told', async () => {
    const { reservationId, intentId } = await book();
    await payIntent(sandbox(), intentId);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => settlePayment(job(), intentId)));
    expect(outcomes.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'already_settled')).toHaveLength(9);
    const { notices: told, refunds: back } = await read(reservationId);
    expect(told).toHaveLength(1);
    expect(back).toHaveLength(0);
    const confirmations = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entityId, reservationId), eq(audit.toState, 'confirmed')));
    expect(confirmations).toHaveLength(1);
  });

  test('a declined card keeps the hold, and the same intent then succeeds with another card', async () => {
    const { reservationId, intentId } = await book();
    await payIntent(sandbox(), intentId, { card: '4000000000009995' });
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'declined' });
    const declined = await read(reservationId);
    expect(declined.status).toBe('pending');
    expect(declined.payment).toMatchObject({ status: 'pending', declineCode: 'insufficient_funds' });

    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    expect((await read(reservationId)).payment?.declineCode).toBeNull();
  });

  test('an intent whose id was never saved is found by its metadata', async () => {
    const { reservationId, intentId } = await book();
    await db()
      .update(payments)
      .set({ paymentIntentId: null, sealedClientSecret: null })
      .where(eq(payments.reservationId, reservationId));
    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    expect((await read(reservationId)).payment?.paymentIntentId).toBe(intentId);
  });
});

describe('money that comes late', () => {
  test('takes the court back when it is still free', async () => {
    const { reservationId, intentId } = await book();
    await lapse(reservationId);
    await expireHolds(job());
    expect((await read(reservationId)).status).toBe('expired');
    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    expect((await read(reservationId)).status).toBe('confirmed');
  });

  test('takes it back from a hold that has itself run out', async () => {
    const { reservationId, intentId, court } = await book();
    await lapse(reservationId);
    const rival = await bookSame(court.id);
    await lapse(rival.reservationId);
    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    expect((await read(rival.reservationId)).status).toBe('expired');
  });

  test('goes back in full, with a notice, when somebody else has the court', async () => {
    const { reservationId, intentId, court } = await book();
    await lapse(reservationId);
    const rival = await bookSame(court.id);
    await payIntent(sandbox(), rival.intentId);
    await settlePayment(job(), rival.intentId);

    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'refunding' });
    const late = await read(reservationId);
    expect(late.status).toBe('expired');
    expect(late.refunds).toMatchObject([{ cause: 'late_payment', amountMinor: 4500, status: 'requested' }]);
    expect(late.notices).toMatchObject([{ kind: 'payment_too_late' }]);
    expect((await read(rival.reservationId)).status).toBe('confirmed');

    expect(await processRefund(job(), late.refunds[0]?.id ?? '')).toBe('succeeded');
    expect((await read(reservationId)).payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
  });

  test('goes back when the player cancelled while paying', async () => {
    const { reservationId, intentId, ctx } = await book();
    await payIntent(sandbox(), intentId);
    await cancelReservation(ctx, { reservationId });
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'refunding' });
    expect((await read(reservationId)).status).toBe('cancelled');
  });

  test('is settled the same way when cancelling its intent loses the race', async () => {
    const { reservationId, intentId } = await book();
    await payIntent(sandbox(), intentId);
    await lapse(reservationId);
    await expireHolds(job());
    const { payment } = await read(reservationId);
    expect(await cancelAbandonedIntent(job(), payment?.id ?? '')).toBe('confirmed');
  });

  test('of another amount never confirms: it goes back and staff are shown', async () => {
    const { reservationId, intentId } = await book();
    await payIntent(sandbox(), intentId, { amount_received: 4499 });
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'refunding' });
    const short = await read(reservationId);
    expect(short.status).toBe('cancelled');
    expect(short.payment).toMatchObject({ needsReview: 'amount_mismatch', receivedMinor: 4499 });
    expect(short.refunds).toMatchObject([{ cause: 'amount_mismatch', amountMinor: 4499 }]);
  });
});

describe('an expired hold', () => {
  test('has its intent cancelled, so that nothing can be paid on it', async () => {
    const { reservationId, intentId } = await book();
    await lapse(reservationId);
    await expireHolds(job());
    const { payment } = await read(reservationId);
    expect(await cancelAbandonedIntent(job(), payment?.id ?? '')).toBe('cancelled');
    expect((await read(reservationId)).payment?.status).toBe('cancelled');
    await expect(payIntent(sandbox(), intentId)).rejects.toThrow('400');
  });

  test('meets payer and sweeper at once with one outcome', async () => {
    const rounds = await Promise.all(Array.from({ length: 10 }, book));
    for (const { reservationId, intentId } of rounds) {
      await payIntent(sandbox(), intentId);
      await lapse(reservationId);
    }
    await Promise.all(rounds.flatMap(({ intentId }) => [settlePayment(job(), intentId), expireHolds(job())]));
    for (const { reservationId } of rounds) {
      const { status, refunds: back } = await read(reservationId);
      expect(status).toBe('confirmed');
      expect(back).toHaveLength(0);
    }
  });
});

describe('while Stripe is away', () => {
  test('spec: test_payment_failure_recovery — the reservation is saved and the same call works later', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const ctx = personContext(player);
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    const attempt = bookCourt(ctx, {
      courtId: court.id,
      date: tomorrow,
      startTime: '10:00',
      durationMinutes: 60,
      participants: [],
      extras: [],
      guest: undefined,
    });
    const error = await attempt.catch((thrown: unknown) => thrown);
    if (!isAppError(error, 'payment_service_unavailable')) throw error;
    expect(error.status).toBe(503);
    const [saved] = await db().select().from(reservations).where(eq(reservations.userId, player.id));
    expect(saved?.status).toBe('payment_pending');
    expect(error.details?.reservation).toMatchObject({ id: saved?.id, status: 'payment_pending' });

    await clearFaults(sandbox());
    const payment = await startPayment(ctx, { reservationId: saved?.id ?? '' });
    expect(payment.clientSecret).toContain(payment.paymentIntentId);
    expect((await read(saved?.id ?? '')).status).toBe('pending');
  });

  test('an answer that is lost after the work leads to the same intent, not a second', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const ctx = personContext(player);
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: 'payment_intents', times: 2 });
    const slot = { courtId: court.id, date: tomorrow, startTime: '12:00', durationMinutes: 60 };
    await expect(
      bookCourt(ctx, { ...slot, participants: [], extras: [], guest: undefined }),
    ).rejects.toThrow();
    const [saved] = await db().select().from(reservations).where(eq(reservations.userId, player.id));
    const payment = await startPayment(ctx, { reservationId: saved?.id ?? '' });
    const state = JSON.stringify(await stripeControl(sandbox(), 'state'));
    const ours = new Set(state.match(new RegExp(`"reservation_id":"${saved?.id}"`, 'g')));
    expect(ours.size).toBe(1);
    expect(state).toContain(payment.paymentIntentId);
  });

  test('A19 two tabs that start the payment at once, before any intent is saved, share one', async () => {
    const { ctx, reservationId, intentId } = await book();
    const unsaved = { paymentIntentId: null, sealedClientSecret: null };
    await db().update(payments).set(unsaved).where(eq(payments.reservationId, reservationId));
    const again = await Promise.all([
      startPayment(ctx, { reservationId }),
      startPayment(ctx, { reservationId }),
    ]);
    expect(again.map((payment) => payment.paymentIntentId)).toEqual([intentId, intentId]);
  });
});

test('spec: test_transaction_atomicity — a booking that fails in the middle leaves nothing of itself', async () => {
  const [player, court] = await Promise.all([makeUser(), makeCourt()]);
  const ctx = personContext(player);
  await sql()`create function fail_on_purpose() returns trigger language plpgsql as
    $$ begin raise exception 'simulated failure'; end $$`;
  await sql()`create trigger fail before insert on participants for each row execute function fail_on_purpose()`;
  const attempt = bookCourt(ctx, {
    courtId: court.id,
    date: tomorrow,
    startTime: '10:00',
    durationMinutes: 90,
    participants: [{ name: 'Eva', email: 'eva@example.com' }],
    extras: [],
    guest: undefined,
  });
  await expect(attempt).rejects.toThrow('simulated failure');
  await sql()`drop function fail_on_purpose() cascade`;
  const count = (table: typeof reservations | typeof payments) =>
    db().$count(table, eq(table.userId, player.id));
  expect([await count(reservations), await count(payments)]).toEqual([0, 0]);
  expect(await db().$count(participants, eq(participants.email, 'eva@example.com'))).toBe(0);
  expect(await db().$count(audit, eq(audit.requestId, ctx.requestId))).toBe(0);
});

async function bookSame(courtId: number) {
  const player = await makeUser({ email: `r-${crypto.randomUUID()}@example.com` });
  const slot = { courtId, date: tomorrow, startTime: '10:00', durationMinutes: 90 };
  const { reservationId, payment } = await bookCourt(personContext(player), {
    ...slot,
    participants: [],
    extras: [],
    guest: undefined,
  });
  return { reservationId, intentId: payment?.paymentIntentId ?? '' };
}
