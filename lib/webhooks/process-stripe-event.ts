import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { payments, webhookEvents } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { env, isLiveKey } from '@/lib/core/env';
import { assertNever, notFound } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { keptMessage } from '@/lib/core/redact';
import { settlePayment } from '@/lib/payments/settle-payment';
import { settleCardChange } from '@/lib/payments/shares/settle-card-change';
import { isAway } from '@/lib/payments/tolerant-run';
import { signTransaction } from '@/lib/records/audit';
import { syncDispute } from '@/lib/refunds/sync-dispute';
import { syncRefunds } from '@/lib/refunds/sync-refunds';
import { getIntent } from '@/lib/services/stripe/stripe';

type Event = typeof webhookEvents.$inferSelect;
export type Processed = 'done' | 'ignored' | 'parked' | 'dead';

type Seen = 'known' | 'ignored' | { deferredBecause: string };
const UNKNOWN: Seen = { deferredBecause: 'no object of ours' };

/** How long an event without a row of ours is tried again. Its row may be committed a moment later. */
const PARK_MINUTES = [1, 2, 5, 15, 60, 240, 720];

const objectSchema = z.object({
  data: z.object({
    object: z.looseObject({
      payment_intent: z
        .union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)])
        .nullish(),
    }),
  }),
});

const FAMILIES = [
  ['intent', /^payment_intent\./],
  ['refund', /^(refund\.|charge\.refund(ed$|\.))/],
  ['dispute', /^charge\.dispute\./],
  ['setup', /^setup_intent\./],
] as const;

/**
 * Processes one stored Stripe event: takes only ids from it, reads the object at Stripe and moves our rows. Safe to
 * run any number of times, in any order.
 * @throws AppError service_unavailable while Stripe is away; the event stays unprocessed
 */
export async function processStripeEvent(ctx: Context, webhookEventId: number): Promise<Processed> {
  const [event] = await db().select().from(webhookEvents).where(eq(webhookEvents.id, webhookEventId));
  if (event?.provider !== 'stripe') throw notFound('webhook event');
  if (event.processedAt || event.deadAt) return 'done';
  if (event.livemode !== isLiveKey(env().STRIPE_SECRET_KEY))
    return markDead(ctx, event, 'livemode differs from our key');
  const seen = await look(ctx, event).catch(reasonToPark);
  if (seen === 'known') return finish(event, 'done');
  if (seen === 'ignored') return finish(event, 'ignored');
  return park(ctx, event, seen.deferredBecause);
}

/**
 * Errors that pass are retried by the job. An error of this event alone is put off, so that it does not return every
 * minute.
 */
function reasonToPark(error: unknown): Seen {
  if (isAway(error)) throw error;
  return { deferredBecause: keptMessage(error) };
}

async function look(ctx: Context, event: Event): Promise<Seen> {
  const [family] = FAMILIES.find(([, types]) => types.test(event.type)) ?? [];
  if (family === undefined || event.objectId === null) return 'ignored';
  if (family === 'setup')
    return (await settleCardChange(ctx, event.objectId)) === 'unknown' ? 'ignored' : 'known';
  const intentId = family === 'intent' ? event.objectId : readIntentId(event);
  if (!intentId || !(await isOurs(intentId))) return 'ignored';
  switch (family) {
    case 'intent':
      return (await settlePayment(ctx, intentId)).outcome === 'unknown' ? UNKNOWN : 'known';
    case 'refund':
      return (await syncRefunds(ctx, intentId)) === 'synced' ? 'known' : UNKNOWN;
    case 'dispute':
      return (await syncDispute(ctx, event.objectId, event.type)) === 'known' ? 'known' : UNKNOWN;
    default:
      return assertNever(family);
  }
}

const readIntentId = ({ payload }: Event) => objectSchema.parse(payload).data.object.payment_intent;

/**
 * Whether an intent belongs to one of our payments, by our rows or by its metadata. Other applications may share the
 * Stripe account, and metadata can be edited in the dashboard.
 */
async function isOurs(intentId: string): Promise<boolean> {
  const [row] = await db()
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.paymentIntentId, intentId));
  return row !== undefined || (await getIntent(intentId)).metadata.payment_id !== undefined;
}

/** Only an unprocessed event is updated. The slower of two processes changes nothing. */
const waits = (event: Event) =>
  and(eq(webhookEvents.id, event.id), isNull(webhookEvents.processedAt), isNull(webhookEvents.deadAt));
const oneMore = sql`${webhookEvents.tryCount} + 1`;

async function finish(event: Event, processed: 'done' | 'ignored'): Promise<Processed> {
  await db()
    .update(webhookEvents)
    .set({ processedAt: sql`now()`, tryCount: oneMore, lastError: null, nextAttemptAt: null })
    .where(waits(event));
  return processed;
}

async function park(ctx: Context, event: Event, why: string): Promise<Processed> {
  const minutes = PARK_MINUTES[event.tryCount];
  if (minutes === undefined) return markDead(ctx, event, why);
  const parked = await db()
    .update(webhookEvents)
    .set({
      tryCount: oneMore,
      lastError: why,
      nextAttemptAt: sql`now() + make_interval(mins => ${minutes})`,
    })
    .where(waits(event))
    .returning({ id: webhookEvents.id });
  return parked.length > 0 ? 'parked' : 'done';
}

async function markDead(ctx: Context, event: Event, why: string): Promise<Processed> {
  const buried = await transaction(async (tx) => {
    await signTransaction(tx, ctx);
    return tx
      .update(webhookEvents)
      .set({ deadAt: sql`now()`, tryCount: oneMore, lastError: why })
      .where(waits(event))
      .returning({ id: webhookEvents.id });
  });
  if (buried.length === 0) return 'done';
  log().error({ webhookEventId: event.id, type: event.type, why }, 'webhook event given up, staff must look');
  return 'dead';
}
