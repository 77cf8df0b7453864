import { and, eq } from 'drizzle-orm';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { notices, payments, reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { type Delivery, deliverNotice } from '@/lib/notices/deliver-notice';
import { settlePayment } from '@/lib/payments/settle-payment';
import { checkAll, checkService } from '@/lib/services/call/health';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { messagesTo } from '@/test/inbox';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { type Attempt, book, makeAttempts } from '@/test/booking-load';

const api = useApiAtHome();
const sandbox = useSandbox({ appUrl: () => api() });

// A mail whose answer was cut was sent all the same, and its delivery event would move its notice.
beforeAll(() =>
  fetch(`${sandbox().urls.resend}/_control/webhooks`, {
    method: 'POST',
    body: JSON.stringify({ copies: 0 }),
  }),
);
afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

/** The faults on the way to a provider. */
const FAULTS = [
  { mode: 'refuse' },
  { mode: 'hang' },
  { mode: 'status', status: 500 },
  { mode: 'status', status: 429, retry_after: 1 },
  { mode: 'cut' },
] as const;
const SLOW_MS = 240_000;
/** The wait for what takes half a minute on an idle machine. */
const PATIENT = { timeout: 60_000 };

const stateSchema = z.object({
  payment_intents: z.array(z.looseObject({ id: z.string(), metadata: z.record(z.string(), z.string()) })),
});

async function intentsFor(reservationId: string): Promise<string[]> {
  const { payment_intents } = stateSchema.parse(await stripeControl(sandbox(), 'state'));
  return payment_intents
    .filter(({ metadata }) => metadata.reservation_id === reservationId)
    .map(({ id }) => id);
}

async function one(): Promise<Attempt> {
  const [attempt] = await makeAttempts(1);
  if (!attempt) throw new Error('there is no attempt');
  return attempt;
}

test.each(FAULTS)(
  '%j of Stripe: the booking is saved, payable later, and there is one intent to pay',
  async (fault) => {
    const attempt = await one();
    await addFault(sandbox(), 'stripe', fault);
    const failed = await book(api(), attempt);
    expect(failed).toMatchObject({ status: 503, error: 'payment_service_unavailable' });
    const id = failed.reservationId ?? '';
    expect(await db().select().from(reservations).where(eq(reservations.id, id))).toMatchObject([
      { status: 'payment_pending' },
    ]);
    await expect.poll(async () => (await checkService('payment')).status, PATIENT).toBe('unhealthy');

    await clearFaults(sandbox());
    // The breaker allows a test ten seconds after it opened.
    const retry = () =>
      fetch(`${api()}/api/v1/reservations/${id}/retry-payment`, { method: 'POST', headers: attempt.headers });
    await expect.poll(async () => (await retry()).status, { ...PATIENT, interval: 500 }).toBe(200);
    const { payment } = z
      .object({ payment: z.object({ payment_intent_id: z.string() }) })
      .parse(await (await retry()).json());
    expect(await intentsFor(id)).toEqual([payment.payment_intent_id]);

    await payIntent(sandbox(), payment.payment_intent_id);
    await expect
      .poll(() => db().select().from(reservations).where(eq(reservations.id, id)), PATIENT)
      .toMatchObject([{ status: 'confirmed' }]);
    expect(await db().select().from(payments).where(eq(payments.reservationId, id))).toMatchObject([
      { status: 'completed', receivedMinor: 3000 },
    ]);
    await expect.poll(async () => (await checkService('payment')).status, PATIENT).not.toBe('unhealthy');
  },
  SLOW_MS,
);

const failedOrWasLate = (outcome: PromiseSettledResult<Delivery>): boolean =>
  outcome.status === 'fulfilled'
    ? outcome.value === 'skipped'
    : isAppError(outcome.reason, 'service_unavailable');

/**
 * Pays, and sends the notice while no provider answers. The job engine may try at the same moment, and one of the two
 * claims the row.
 */
async function payAndFailToTell(reservationId: string): Promise<{ email: string; noticeId: string }> {
  const [payment] = await db().select().from(payments).where(eq(payments.reservationId, reservationId));
  const intentId = payment?.paymentIntentId ?? '';
  await payIntent(sandbox(), intentId);
  await settlePayment(systemContext('test'), intentId);
  const [notice] = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
  const noticeId = notice?.id ?? '';
  const [outcome] = await Promise.allSettled([deliverNotice(systemContext('test'), noticeId)]);
  expect(outcome).toEqual(expect.toSatisfy(failedOrWasLate));
  await expect
    .poll(() => db().select().from(notices).where(eq(notices.id, noticeId)), PATIENT)
    .toMatchObject([{ status: 'pending', sentAt: null, lastError: expect.any(String) }]);
  return { email: notice?.recipient ?? '', noticeId };
}

test.each(FAULTS)(
  '%j of mail, SMS, cache and jobs at once: the court is booked and paid, and its player hears of it once',
  async (fault) => {
    const attempt = await one();
    for (const provider of ['resend', 'twilio', 'redis', 'inngest'] as const) {
      await addFault(sandbox(), provider, fault);
    }
    const booked = await book(api(), attempt);
    expect(booked).toMatchObject({ status: 201 });
    const { email, noticeId } = await payAndFailToTell(booked.reservationId ?? '');
    const statuses = async () => {
      const { cache, email, sms, jobs } = await checkAll();
      return [cache, email, sms, jobs].map(({ status }) => status);
    };
    await expect.poll(statuses, PATIENT).toEqual(['unhealthy', 'unhealthy', 'unhealthy', 'unhealthy']);
    await clearFaults(sandbox());
    await expect.poll(async () => (await statuses()).includes('unhealthy'), PATIENT).toBe(false);
    // The job engine may come back by itself and be working on it.
    const waits = and(eq(notices.id, noticeId), eq(notices.status, 'pending'));
    await db()
      .update(notices)
      .set({ nextAttemptAt: new Date(0) })
      .where(waits);
    await deliverNotice(systemContext('test'), noticeId);
    await expect
      .poll(() => db().select().from(notices).where(eq(notices.id, noticeId)), PATIENT)
      .toMatchObject([{ status: 'sent' }]);
    expect(await messagesTo(sandbox(), email)).toHaveLength(1);
  },
  SLOW_MS,
);
