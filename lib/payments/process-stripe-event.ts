import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { isDatabaseUnavailable } from '@/db/failure';
import { webhookEvents } from '@/db/schema';
import type { Context } from '@/lib/context';
import { env, isLiveKey } from '@/lib/env';
import { isAppError, notFound } from '@/lib/errors';
import { log } from '@/lib/log';
import { settlePayment } from './settle-payment';
import { syncDispute } from './sync-dispute';
import { syncRefunds } from './sync-refunds';

type Event = typeof webhookEvents.$inferSelect;
export type Processed = 'done' | 'ignored' | 'parked' | 'dead';

type Seen = 'known' | 'ignored' | { parkedFor: string };
const UNKNOWN: Seen = { parkedFor: 'no object of ours' };

/** What cannot be placed yet is looked at again for this long: its row may be committed a moment later. */
const PARK_MINUTES = [1, 2, 5, 15, 60, 240, 720];

const objectSchema = z.object({
  data: z.object({
    object: z.looseObject({
      payment_intent: z
        .union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)])
        .nullish(),
      metadata: z.record(z.string(), z.string()).nullish(),
    }),
  }),
});

/**
 * Works off one stored Stripe event: takes only ids from it, asks Stripe for the present truth and moves our rows
 * there. Safe to run any number of times, in any order.
 * @throws AppError service_unavailable while Stripe is away; the event stays to be worked off
 */
export async function processStripeEvent(ctx: Context, webhookEventId: number): Promise<Processed> {
  const [event] = await db().select().from(webhookEvents).where(eq(webhookEvents.id, webhookEventId));
  if (event?.provider !== 'stripe') throw notFound('webhook event');
  if (event.processedAt || event.deadAt) return 'done';
  if (event.livemode !== isLiveKey(env().STRIPE_SECRET_KEY))
    return bury(event, 'livemode differs from our key');
  const seen = await look(ctx, event).catch(reasonToPark);
  if (seen === 'known') return finish(event, 'done');
  if (seen === 'ignored') return finish(event, 'ignored');
  return park(event, seen.parkedFor);
}

/** What heals by itself is the job's to retry; what this event alone trips over must not come back every minute. */
function reasonToPark(error: unknown): Seen {
  if (isAppError(error, 'service_unavailable') || isDatabaseUnavailable(error)) throw error;
  return { parkedFor: error instanceof Error ? error.message.slice(0, 300) : String(error) };
}

async function look(ctx: Context, event: Event): Promise<Seen> {
  const { object } = objectSchema.parse(event.payload).data;
  const [family] = event.type.split('.');
  if (family === 'payment_intent' && event.objectId) {
    // Another application on the same Stripe account has intents of its own.
    if (!object.metadata?.payment_id) return 'ignored';
    const { outcome } = await settlePayment(ctx, event.objectId);
    return outcome === 'unknown' ? UNKNOWN : 'known';
  }
  if (event.type.startsWith('charge.dispute.') && event.objectId)
    return (await syncDispute(ctx, event.objectId, event.type)) === 'known' ? 'known' : UNKNOWN;
  const aboutRefund =
    family === 'refund' || event.type === 'charge.refunded' || event.type === 'charge.refund.updated';
  if (aboutRefund && object.payment_intent) {
    return (await syncRefunds(ctx, object.payment_intent)) === 'synced' ? 'known' : UNKNOWN;
  }
  return 'ignored';
}

async function finish(event: Event, processed: 'done' | 'ignored'): Promise<Processed> {
  await db()
    .update(webhookEvents)
    .set({ processedAt: sql`now()`, attempts: event.attempts + 1, lastError: null, nextAttemptAt: null })
    .where(eq(webhookEvents.id, event.id));
  return processed;
}

async function park(event: Event, why: string): Promise<Processed> {
  const minutes = PARK_MINUTES[event.attempts];
  if (minutes === undefined) return bury(event, why);
  await db()
    .update(webhookEvents)
    .set({
      attempts: event.attempts + 1,
      lastError: why,
      nextAttemptAt: sql`now() + make_interval(mins => ${minutes})`,
    })
    .where(eq(webhookEvents.id, event.id));
  return 'parked';
}

async function bury(event: Event, why: string): Promise<Processed> {
  log().error({ webhookEventId: event.id, type: event.type, why }, 'webhook event given up, staff must look');
  await db()
    .update(webhookEvents)
    .set({ deadAt: sql`now()`, attempts: event.attempts + 1, lastError: why })
    .where(eq(webhookEvents.id, event.id));
  return 'dead';
}
