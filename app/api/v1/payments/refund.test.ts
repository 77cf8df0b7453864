import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemContext } from '@/lib/context';
import { processRefund } from '@/lib/payments/process-refund';
import { bookAndPayWithKeys, readBooking } from '@/test/bookings';
import { makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { stripeControl } from '@/test/stripe-control';

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

const stateSchema = z.object({
  refunds: z.array(
    z.object({
      payment_intent: z.string(),
      amount: z.number(),
      reason: z.string().nullable(),
      status: z.string(),
    }),
  ),
});
const refundsAtStripe = async (intentId: string) =>
  stateSchema
    .parse(await stripeControl(sandbox(), 'state'))
    .refunds.filter((refund) => refund.payment_intent === intentId);

describe('POST payments/{id}/refund', () => {
  test('spec: test_refund_integration — Stripe gives it back for the reason asked, and the payment is refunded', async () => {
    const { reservationId, paymentId, intentId, asPlayer } = await bookAndPayWithKeys(sandbox());
    const answer = await ask(asPlayer, paymentId, { reason: 'requested_by_customer' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'succeeded', refunded_amount: '45.00', currency: 'EUR' });
    expect(await refundsAtStripe(intentId)).toMatchObject([
      { amount: 4500, reason: 'requested_by_customer', status: 'succeeded' },
    ]);
    const { status, payment, refunds } = await readBooking(reservationId);
    expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
    expect(refunds).toMatchObject([{ status: 'succeeded', amountMinor: 4500 }]);
    expect(status).toBe('cancelled');
  });

  test('staff give part of it back, and then the rest, to the cent', async () => {
    const { reservationId, paymentId, intentId, asManager } = await bookAndPayWithKeys(sandbox());
    expect((await ask(asManager, paymentId, { amount: '5.01', reason: 'duplicate' })).status).toBe(200);
    expect((await readBooking(reservationId)).payment).toMatchObject({
      status: 'partially_refunded',
      refundedMinor: 501,
    });
    expect((await ask(asManager, paymentId, {})).body).toMatchObject({ refunded_amount: '39.99' });
    expect((await readBooking(reservationId)).payment).toMatchObject({ status: 'refunded' });
    expect((await ask(asManager, paymentId, { amount: '0.01' })).status).toBe(409);
    expect((await refundsAtStripe(intentId)).map(({ amount }) => amount)).toEqual([501, 3999]);
  });

  test('A21 twenty at once, of mixed amounts: never more than was paid', async () => {
    const { reservationId, paymentId, intentId, asManager } = await bookAndPayWithKeys(sandbox());
    const amounts = Array.from({ length: 20 }, (_, at) => ['10.00', '7.50', '20.00', '45.00'][at % 4] ?? '');
    const answers = await Promise.all(amounts.map((amount) => ask(asManager, paymentId, { amount })));
    expect(new Set(answers.map(({ status }) => status)).size).toBeLessThanOrEqual(2);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const back = await refundsAtStripe(intentId);
    const total = back.reduce((sum, { amount }) => sum + amount, 0);
    expect(total).toBeLessThanOrEqual(4500);
    const { payment, refunds } = await readBooking(reservationId);
    expect(payment?.refundedMinor).toBe(total);
    expect(refunds).toHaveLength(answers.filter(({ status }) => status === 200).length);
  });

  test('A21 a player’s double click gives back once', async () => {
    const { paymentId, intentId, asPlayer } = await bookAndPayWithKeys(sandbox());
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(asPlayer, paymentId, {})));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await refundsAtStripe(intentId)).toHaveLength(1);
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
    expect(await refundsAtStripe(intentId)).toHaveLength(1);
  });
});
