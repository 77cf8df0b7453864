import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { payments, refunds } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { sweep } from '@/lib/jobs/sweep';
import { processRefund } from '@/lib/refunds/process-refund';
import { makePayment, makeReservation } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { cancelAbandonedIntent } from './cancel-abandoned-intent';

useSandbox({ providers: ['stripe', 'inngest'] });

const job = () => systemContext('test');
const aWhileAgo = () => new Date(Date.now() - 5 * MINUTE_MS);

test('C05 a cancel that Stripe refuses rests for longer each time, and the sweep takes what is due', async () => {
  const abandoned = async () =>
    makePayment(await makeReservation({ status: 'expired' }), {
      status: 'pending',
      completedAt: null,
      receivedMinor: 0,
      paymentIntentId: `pi_${crypto.randomUUID()}`,
      cancelRequestedAt: aWhileAgo(),
    });
  const [poisoned, neighbour] = [await abandoned(), await abandoned()];
  expect(await sweep(job())).toMatchObject({ intents: 2 });
  for (const minutes of [1, 2, 4]) {
    await expect(cancelAbandonedIntent(job(), poisoned.id)).rejects.toMatchObject({ status: 404 });
    const [row] = await db().select().from(payments).where(eq(payments.id, poisoned.id));
    expectIn(minutes, row?.cancelRetryAfter);
  }
  expect(await sweep(job())).toMatchObject({ intents: 1 });
  await db().update(payments).set({ cancelRetryAfter: aWhileAgo() }).where(eq(payments.id, poisoned.id));
  expect(await sweep(job())).toMatchObject({ intents: 2 });
  expect(neighbour.cancelFailures).toBe(0);
});

test('C05 a refund of money that has no intent rests for longer each time, and the sweep takes what is due', async () => {
  const payment = await makePayment(await makeReservation(), { paymentIntentId: null });
  const [refund] = await db()
    .insert(refunds)
    .values({
      paymentId: payment.id,
      amountMinor: 100,
      currency: 'EUR',
      cause: 'staff',
      requestedBy: 'staff:test',
      createdAt: aWhileAgo(),
    })
    .returning();
  const id = refund?.id ?? '';
  expect(await sweep(job())).toMatchObject({ refunds: 1 });
  for (const minutes of [1, 2, 4]) {
    await expect(processRefund(job(), id)).rejects.toMatchObject({ code: 'not_found' });
    const [row] = await db().select().from(refunds).where(eq(refunds.id, id));
    expectIn(minutes, row?.retryAfter);
  }
  expect(await sweep(job())).toMatchObject({ refunds: 0 });
});

function expectIn(minutes: number, until: Date | null | undefined) {
  const waitMs = (until?.getTime() ?? 0) - Date.now();
  expect(waitMs).toBeGreaterThan((minutes - 0.2) * MINUTE_MS);
  expect(waitMs).toBeLessThanOrEqual((minutes + 0.1) * MINUTE_MS);
}
