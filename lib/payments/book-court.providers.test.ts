import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { audit, participants, payments, reservations } from '@/db/schema';
import { isAppError } from '@/lib/core/errors';
import { bookAsPlayer, inDays, readBooking } from '@/test/bookings';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { bookCourt } from './book-court';
import { startPayment } from './start-payment';

const sandbox = useSandbox({ providers: ['stripe'] });

beforeEach(() => clearFaults(sandbox()));

describe('while Stripe is away', () => {
  test('spec: test_payment_failure_recovery — the reservation is saved and the same call works later', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const ctx = personContext(player);
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    const attempt = bookCourt(ctx, {
      courtId: court.id,
      date: inDays(1),
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
    expect((await readBooking(saved?.id ?? '')).status).toBe('pending');
  });

  test('an answer that is lost after the work leads to the same intent, not a second', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const ctx = personContext(player);
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: 'payment_intents', times: 2 });
    const slot = { courtId: court.id, date: inDays(1), startTime: '12:00', durationMinutes: 60 };
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
    const { ctx, reservationId, intentId } = await bookAsPlayer();
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
    date: inDays(1),
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
