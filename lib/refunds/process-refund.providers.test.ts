import { beforeEach, expect, test } from 'vitest';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { bookAndPay, readBooking } from '@/test/bookings';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { refundsAtStripe, stripeControl } from '@/test/stripe-control';
import { processRefund } from './process-refund';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

beforeEach(async () => {
  await clearFaults(sandbox());
  await stripeControl(sandbox(), 'work', { fail: 0, after_work: false });
});

/** A paid reservation that was cancelled in time, with 45 € to refund and nothing sent yet. */
async function owed() {
  const { reservationId, intentId, ctx } = await bookAndPay(sandbox());
  await cancelReservation(ctx, { reservationId });
  const [refund] = (await readBooking(reservationId)).refunds;
  return { reservationId, intentId, refundId: refund?.id ?? '' };
}

test('A24 made, its answer cut and its key forgotten: it is found, and not called failed', async () => {
  const { reservationId, refundId } = await owed();
  await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/v1/refunds', method: 'POST', times: 2 });
  await expect(processRefund(job(), refundId)).rejects.toMatchObject({ code: 'service_unavailable' });
  await clearFaults(sandbox());
  await stripeControl(sandbox(), 'idempotency_keys/forget');
  expect(await processRefund(job(), refundId)).toBe('succeeded');
  const { notices } = await readBooking(reservationId);
  expect(notices.map(({ kind }) => kind)).not.toContain('refund_failed');
});

test.each([false, true])(
  'A24 a failure that Stripe keeps under the key (work done: %s) holds no refund up, and it is made once',
  async (after_work) => {
    const { reservationId, intentId, refundId } = await owed();
    await stripeControl(sandbox(), 'work', { fail: 1, after_work });
    await expect(processRefund(job(), refundId)).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(await processRefund(job(), refundId)).toBe('succeeded');
    expect(await refundsAtStripe(sandbox(), intentId)).toHaveLength(1);
    expect((await readBooking(reservationId)).payment).toMatchObject({
      status: 'refunded',
      refundedMinor: 4500,
    });
  },
);
