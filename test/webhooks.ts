import { and, isNull } from 'drizzle-orm';
import { beforeEach } from 'vitest';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { type Processed, processStripeEvent } from '@/lib/webhooks/process-stripe-event';
import { replayWebhookEvent } from '@/lib/webhooks/replay-webhook-event';
import { bookAsPlayer } from './bookings';
import { makeUser, personContext } from './factories';
import { clearFaults, useSandbox } from './sandbox';
import { useApi } from './serve-api';
import { payIntent, stripeControl } from './stripe-control';
import { postWebhook, type StripeEvent, signedEvent, storedEvents, stripeEvent } from './stripe-events';

/** Stripe and our API for this test file. Each test delivers its webhooks itself. */
export function useWebhooks() {
  const api = useApi();
  const sandbox = useSandbox({ providers: ['stripe'], appUrl: () => api() });

  beforeEach(async () => {
    await clearFaults(sandbox());
    await stripeControl(sandbox(), 'reset');
    await stripeControl(sandbox(), 'webhooks/pause');
    await db().delete(webhookEvents);
  });

  return {
    api,
    sandbox,
    deliver: (event: object, how?: Parameters<typeof signedEvent>[1]) =>
      postWebhook(api(), signedEvent(event, how)),
    /** A held court that was paid at Stripe, with its undelivered event. */
    async paid() {
      const booked = await bookAsPlayer();
      await payIntent(sandbox(), booked.intentId);
      return { ...booked, event: await stripeEvent(sandbox(), booked.intentId, 'payment_intent.succeeded') };
    },
  };
}

const process = (id: number): Promise<Processed> => processStripeEvent(systemContext('test'), id);

async function listWaiting(): Promise<number[]> {
  const waiting = await db()
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(isNull(webhookEvents.processedAt), isNull(webhookEvents.deadAt)))
    .orderBy(webhookEvents.id);
  return waiting.map(({ id }) => id);
}

/** Does the job's work for each waiting event, and for each deferred one as if its time had come. */
export async function workOff(): Promise<Processed[]> {
  const done: Processed[] = [];
  for (const id of await listWaiting()) done.push(await process(id));
  return done;
}

/** The same with all of them at once. */
export const workOffAtOnce = async (): Promise<Processed[]> =>
  Promise.all((await listWaiting()).map(process));

/** An operator replays the event that came as this one. */
export async function replayAsOperator(event: StripeEvent): Promise<Processed> {
  const [row] = await storedEvents(event.id);
  const operator = personContext(await makeUser({ operatorSince: new Date() }));
  return replayWebhookEvent(operator, { webhookEventId: row?.id ?? 0 });
}
