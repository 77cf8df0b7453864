import { expect, test } from 'vitest';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { processRefund } from '@/lib/refunds/process-refund';
import { syncRefunds } from '@/lib/refunds/sync-refunds';
import { bookAndPayWithKeys, readBooking } from '@/test/bookings';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { stripeControl } from '@/test/stripe-control';

const api = useApi();
const sandbox = useSandbox({ appUrl: () => api() });

/** A cancelled booking whose refund the bank returned, and a manager of its club. */
async function failedAtClub() {
  const { reservationId, intentId, ctx, clubId, asManager } = await bookAndPayWithKeys(sandbox());
  await cancelReservation(ctx, { reservationId });
  const refund = async () => (await readBooking(reservationId)).refunds[0];
  const refundId = (await refund())?.id ?? '';
  await processRefund(systemContext('test'), refundId);
  await stripeControl(sandbox(), `refunds/${(await refund())?.stripeRefundId}/bounce`);
  await syncRefunds(systemContext('test'), intentId);
  const headers = { ...asManager, 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${api()}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const list = () => call('GET', `/clubs/${clubId}/failed-refunds`);
  const statusOf = async () => (await refund())?.status;
  return { reservationId, refundId, call, list, statusOf };
}

test('a failed refund is listed until it is sent again, and a preview sends nothing', async () => {
  const { reservationId, refundId, call, list, statusOf } = await failedAtClub();
  expect(await list()).toMatchObject({
    status: 200,
    body: {
      count: 1,
      results: [
        {
          id: refundId,
          reservation_id: reservationId,
          amount: { amount: '45.00', currency: 'EUR' },
          cause: 'cancellation',
          failure_reason: expect.any(String),
        },
      ],
    },
  });
  const retry = `/refunds/${refundId}/retry`;
  expect(await call('POST', `${retry}?preview=true`)).toEqual({
    status: 200,
    body: { id: refundId, status: 'requested' },
  });
  expect(await statusOf()).toBe('failed');
  expect(await call('POST', retry)).toEqual({ status: 200, body: { id: refundId, status: 'succeeded' } });
  expect(await call('POST', retry)).toMatchObject({ status: 409, body: { error: 'conflict' } });
  expect(await list()).toMatchObject({ body: { count: 0, results: [] } });
});

test('one that was paid by hand is neither listed nor sent again', async () => {
  const { refundId, call, list, statusOf } = await failedAtClub();
  const byHand = `/refunds/${refundId}/paid-by-hand`;
  expect(await call('POST', byHand, { note: 'x' })).toMatchObject({
    status: 400,
    body: { fields: { note: expect.any(Array) } },
  });
  const how = { note: 'En efectivo, recibo 12' };
  await call('POST', `${byHand}?preview=true`, how);
  expect(await statusOf()).toBe('failed');
  expect(await call('POST', byHand, how)).toEqual({ status: 200, body: { id: refundId, status: 'covered' } });
  expect(await list()).toMatchObject({ body: { count: 0 } });
  expect(await call('POST', `/refunds/${refundId}/retry`)).toMatchObject({ status: 409 });
});
