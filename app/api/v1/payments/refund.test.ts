import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { payments, refunds, reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { processRefund } from '@/lib/refunds/process-refund';
import { bookAndPayWithKeys, readBooking } from '@/test/bookings';
import { makePayment, makeUser } from '@/test/factories';
import { keyHeaders, loseAnswer } from '@/test/requests';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { refundsAtStripe, stripeControl } from '@/test/stripe-control';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe', 'redis'], appUrl: () => api() });

beforeEach(async () => {
  await clearFaults(sandbox());
  await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
});

type Asked = { reason?: string; amount?: string; note?: string };

async function ask(headers: Record<string, string>, paymentId: string, body: Asked) {
  const response = await fetch(`${api()}/api/v1/payments/${paymentId}/refund`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) };
}

/** Another payment of a reservation that is paid. */
async function payBeside(reservationId: string, overrides: Parameters<typeof makePayment>[1]) {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  if (!row) throw new Error('there is no such reservation');
  return makePayment(row, overrides);
}

describe('POST payments/{id}/refund', () => {
  test.each(['requested_by_customer', 'duplicate'])(
    'spec: test_refund_integration — Stripe gives it back for the reason %s, and the payment is refunded',
    async (reason) => {
      const { reservationId, paymentId, intentId, asPlayer } = await bookAndPayWithKeys(sandbox());
      const answer = await ask(asPlayer, paymentId, { reason });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ status: 'succeeded', refunded_amount: '45.00', currency: 'EUR' });
      expect(await refundsAtStripe(sandbox(), intentId)).toMatchObject([
        { amount: 4500, reason, status: 'succeeded' },
      ]);
      const { status, payment, refunds } = await readBooking(reservationId);
      expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
      expect(refunds).toMatchObject([{ status: 'succeeded', amountMinor: 4500 }]);
      expect(status).toBe('cancelled');
    },
  );

  test('staff give part of it back, and then the rest, to the cent', async () => {
    const { reservationId, paymentId, intentId, asManager } = await bookAndPayWithKeys(sandbox());
    expect((await ask(asManager, paymentId, { amount: '5.01', reason: 'duplicate' })).status).toBe(200);
    expect((await readBooking(reservationId)).payment).toMatchObject({
      status: 'partially_refunded',
      refundedMinor: 501,
    });
    expect((await ask(asManager, paymentId, {})).body).toMatchObject({
      refunded: { amount: '39.99', currency: 'EUR' },
      refunded_amount: '39.99',
    });
    expect((await readBooking(reservationId)).payment).toMatchObject({ status: 'refunded' });
    expect((await ask(asManager, paymentId, { amount: '0.01' })).status).toBe(409);
    expect((await refundsAtStripe(sandbox(), intentId)).map(({ amount }) => amount)).toEqual([501, 3999]);
  });

  test('A21 twenty at once, of mixed amounts: never more than was paid', async () => {
    const { reservationId, paymentId, intentId, asManager } = await bookAndPayWithKeys(sandbox());
    const amounts = Array.from({ length: 20 }, (_, at) => ['10.00', '7.50', '20.00', '45.00'][at % 4] ?? '');
    const answers = await Promise.all(amounts.map((amount) => ask(asManager, paymentId, { amount })));
    expect(new Set(answers.map(({ status }) => status)).size).toBeLessThanOrEqual(2);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const back = await refundsAtStripe(sandbox(), intentId);
    const total = back.reduce((sum, { amount }) => sum + amount, 0);
    expect(total).toBeLessThanOrEqual(4500);
    const { payment, refunds } = await readBooking(reservationId);
    expect(payment?.refundedMinor).toBe(total);
    expect(refunds).toHaveLength(answers.filter(({ status }) => status === 200).length);
  });

  test.each(['0', '0.00', '5.000', '5.001', '-5', '+5', '05.00', '5e0', '0x5', ' 5', '5,00', '', '10000.01'])(
    'an amount of %j is none, and nothing goes back',
    async (amount) => {
      const { reservationId, paymentId, asManager } = await bookAndPayWithKeys(sandbox());
      const answer = await ask(asManager, paymentId, { amount });
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_input' } });
      expect(answer.body.fields).toHaveProperty('amount');
      expect((await readBooking(reservationId)).refunds).toEqual([]);
    },
  );

  test('an amount beyond what is left is refused as such', async () => {
    const { paymentId, asManager } = await bookAndPayWithKeys(sandbox());
    expect((await ask(asManager, paymentId, { amount: '45.01' })).status).toBe(409);
    expect((await ask(asManager, paymentId, { amount: '45' })).status).toBe(200);
  });

  test('A21 a player’s double click gives back once', async () => {
    const { paymentId, intentId, asPlayer } = await bookAndPayWithKeys(sandbox());
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(asPlayer, paymentId, {})));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await refundsAtStripe(sandbox(), intentId)).toHaveLength(1);
  });

  test('a repeat under the same key, after the first died before its answer, is the same refund', async () => {
    const { paymentId, intentId, asManager, asPlayer } = await bookAndPayWithKeys(sandbox());
    const part = { ...asManager, 'idempotency-key': 'part' };
    const first = await ask(part, paymentId, { amount: '10.00' });
    await loseAnswer('part');
    expect(await ask(part, paymentId, { amount: '10.00' })).toEqual(first);
    const rest = { ...asPlayer, 'idempotency-key': 'rest' };
    const last = await ask(rest, paymentId, {});
    await loseAnswer('rest');
    expect(await ask(rest, paymentId, {})).toEqual(last);
    expect((await refundsAtStripe(sandbox(), intentId)).map(({ amount }) => amount)).toEqual([1000, 3500]);
  });

  test('a payment that does not stand is refused before anything is written', async () => {
    const { reservationId, paymentId, asPlayer, asManager } = await bookAndPayWithKeys(sandbox());
    await db().update(payments).set({ attempt: 2 }).where(eq(payments.id, paymentId));
    const older = await payBeside(reservationId, { status: 'failed' });
    for (const headers of [asPlayer, asManager]) {
      expect((await ask(headers, older.id, {})).status).toBe(409);
    }
    expect(await readBooking(reservationId)).toMatchObject({ status: 'confirmed', refunds: [] });
  });

  test('a duplicate that was adopted changes nothing: the first payment is shown, and is the one given back', async () => {
    const { reservationId, paymentId, asPlayer } = await bookAndPayWithKeys(sandbox());
    const duplicate = await payBeside(reservationId, { status: 'refunded', attempt: 2 });
    await db().insert(refunds).values({
      paymentId: duplicate.id,
      amountMinor: 4500,
      currency: 'EUR',
      status: 'succeeded',
      cause: 'duplicate_payment',
      requestedBy: 'system:test',
    });
    const shown = await fetch(`${api()}/api/v1/reservations/${reservationId}`, { headers: asPlayer });
    expect(await shown.json()).toMatchObject({ payment: { id: paymentId, status: 'completed' } });
    expect((await ask(asPlayer, duplicate.id, {})).status).toBe(409);
    expect(await ask(asPlayer, paymentId, {})).toMatchObject({
      status: 200,
      body: { payment_id: paymentId, refunded_amount: '45.00' },
    });
  });

  test('Stripe is told the player’s reason too', async () => {
    const { paymentId, intentId, asPlayer } = await bookAndPayWithKeys(sandbox());
    await ask(asPlayer, paymentId, { reason: 'duplicate' });
    expect(await refundsAtStripe(sandbox(), intentId)).toMatchObject([{ reason: 'duplicate' }]);
  });

  test.each(['0', '-5.00', '5.001', '1e3', 'NaN', '45,00', ''])(
    'A28 the amount %j is refused',
    async (amount) => {
      const { reservationId, paymentId, asManager } = await bookAndPayWithKeys(sandbox());
      expect((await ask(asManager, paymentId, { amount })).status).toBe(400);
      expect((await readBooking(reservationId)).refunds).toEqual([]);
    },
  );

  test('more than was paid is a conflict, and a stranger’s payment does not exist', async () => {
    const { paymentId, asManager } = await bookAndPayWithKeys(sandbox());
    expect((await ask(asManager, paymentId, { amount: '45.01' })).status).toBe(409);
    expect((await ask(await keyHeaders(await makeUser()), paymentId, {})).status).toBe(404);
  });

  test('while Stripe is away the refund is kept and sent by the job', async () => {
    const { reservationId, paymentId, intentId, asManager } = await bookAndPayWithKeys(sandbox());
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    expect((await ask(asManager, paymentId, {})).body).toMatchObject({
      status: 'requested',
      refunded_amount: '0.00',
    });
    await clearFaults(sandbox());
    const [refund] = (await readBooking(reservationId)).refunds;
    expect(await processRefund(systemContext('test'), refund?.id ?? '')).toBe('succeeded');
    expect(await refundsAtStripe(sandbox(), intentId)).toHaveLength(1);
  });
});
