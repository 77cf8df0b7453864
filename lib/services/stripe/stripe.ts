import { z } from 'zod';
import { env } from '@/lib/core/env';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import type { UnreadableReply } from '@/lib/services/call/read-reply';
import { ask, pages, readablePages, stripe } from './stripe-client';
import {
  disputeSchema,
  eventSchema,
  type Intent,
  intentSchema,
  type NewIntent,
  type NewRefund,
  refundSchema,
  type StripeDispute,
  type StripeRefund,
} from './stripe-objects';

export type { Intent, StripeDispute, StripeRefund } from './stripe-objects';

/** The key that the browser may see. */
export const publishableKey = (): string => env().STRIPE_PUBLISHABLE_KEY;

/** A customer for one of our users, made once and stored on the user's row. */
export function createCustomer(
  user: { userId: string; email: string; name: string | null },
  idempotencyKey: string,
): Promise<{ id: string }> {
  const { userId, email, name } = user;
  return ask('create_customer', z.object({ id: z.string() }), () =>
    stripe().customers.create(
      { email, ...(name === null ? {} : { name }), metadata: { user_id: userId } },
      { idempotencyKey },
    ),
  );
}

/**
 * Deletes a customer at Stripe with all their data there; their charges stay and can be refunded
 * (docs.stripe.com/api/customers/delete). A customer that is gone already counts as deleted.
 */
export async function deleteCustomer(id: string): Promise<void> {
  try {
    await ask('delete_customer', z.object({ deleted: z.literal(true) }), () => stripe().customers.del(id));
  } catch (error) {
    if (!(error instanceof ProviderRefusal && error.code === 'resource_missing')) throw error;
  }
}

/** An intent over the exact quote: `currency` in either case, the amount in its minor units. */
export function createIntent(intent: NewIntent, idempotencyKey: string): Promise<Intent> {
  const { amountMinor, currency, customerId, savesCard, metadata, description } = intent;
  return ask('create_intent', intentSchema, () =>
    stripe().paymentIntents.create(
      {
        amount: amountMinor,
        currency: currency.toLowerCase(),
        ...(customerId !== null && { customer: customerId }),
        ...(savesCard && { setup_future_usage: 'off_session' as const }),
        metadata,
        description,
        automatic_payment_methods: { enabled: true },
      },
      { idempotencyKey },
    ),
  );
}

/** An intent as Stripe has it now. */
export const getIntent = (id: string): Promise<Intent> =>
  ask('get_intent', intentSchema, () => stripe().paymentIntents.retrieve(id), { retryRead: true });

/** Cancels an intent. One that can no longer be cancelled (paid, or cancelled before) is returned as it is. */
export async function cancelIntent(id: string): Promise<Intent> {
  try {
    return await ask('cancel_intent', intentSchema, () => stripe().paymentIntents.cancel(id));
  } catch (error) {
    if (error instanceof ProviderRefusal && error.code === 'payment_intent_unexpected_state') {
      return getIntent(id);
    }
    throw error;
  }
}

/** Requests a refund. Stripe refuses more than is left of the charge. */
export function createRefund(refund: NewRefund, idempotencyKey: string): Promise<StripeRefund> {
  const { paymentIntentId, amountMinor, reason, metadata } = refund;
  return ask('create_refund', refundSchema, () =>
    stripe().refunds.create(
      { payment_intent: paymentIntentId, amount: amountMinor, metadata, ...(reason ? { reason } : {}) },
      { idempotencyKey },
    ),
  );
}

/** A refund as Stripe has it now, or null for one that Stripe does not know. */
export async function findRefund(id: string): Promise<StripeRefund | null> {
  try {
    return await ask('get_refund', refundSchema, () => stripe().refunds.retrieve(id), { retryRead: true });
  } catch (error) {
    if (error instanceof ProviderRefusal && error.status === 404) return null;
    throw error;
  }
}

/** Every refund of one intent, ours and those made in Stripe's dashboard. */
export async function listRefunds(paymentIntentId: string): Promise<StripeRefund[]> {
  const refunds: StripeRefund[] = [];
  const all = pages('list_refunds', refundSchema, (page) =>
    stripe().refunds.list({ payment_intent: paymentIntentId, ...page }),
  );
  for await (const refund of all) refunds.push(refund);
  return refunds;
}

/**
 * Intents made since a moment with this metadata key, newest first, fetched page by page; an unreadable one is
 * returned as such. Intents of other applications on the account are skipped.
 */
export const listIntents = ({ createdAfter, naming }: { createdAfter: Date; naming: string }) =>
  readablePages(
    'list_intents',
    intentSchema,
    (page) => stripe().paymentIntents.list({ created: { gte: inSeconds(createdAfter) }, ...page }),
    ({ metadata }) => metadata?.[naming] !== undefined,
  );

/** A customer's intents made at or after a moment, newest first. */
export async function listIntentsOf(
  customerId: string,
  { createdAfter }: { createdAfter: Date },
): Promise<Intent[]> {
  const intents: Intent[] = [];
  const all = pages('list_intents_of', intentSchema, (page) =>
    stripe().paymentIntents.list({
      customer: customerId,
      created: { gte: inSeconds(createdAfter) },
      ...page,
    }),
  );
  for await (const intent of all) intents.push(intent);
  return intents;
}

/** Refunds made since a moment, newest first, in the same way. */
export const listRecentRefunds = ({ createdAfter }: { createdAfter: Date }) =>
  readablePages('list_recent_refunds', refundSchema, (page) =>
    stripe().refunds.list({ created: { gte: inSeconds(createdAfter) }, ...page }),
  );

/** A dispute as Stripe has it now. */
export const getDispute = (id: string): Promise<StripeDispute> =>
  ask('get_dispute', disputeSchema, () => stripe().disputes.retrieve(id), { retryRead: true });

/** Every dispute of one intent. */
export const listDisputes = (paymentIntentId: string): AsyncIterable<StripeDispute> =>
  pages('list_disputes', disputeSchema, (page) =>
    stripe().disputes.list({ payment_intent: paymentIntentId, ...page }),
  );

/** Disputes opened since a moment, newest first, fetched page by page. */
export const listRecentDisputes = ({
  createdAfter,
}: {
  createdAfter: Date;
}): AsyncIterable<StripeDispute | UnreadableReply> =>
  readablePages('list_recent_disputes', disputeSchema, (page) =>
    stripe().disputes.list({ created: { gte: inSeconds(createdAfter) }, ...page }),
  );

/**
 * The ids of the objects of these types of events since a moment, each once. Stripe keeps events for thirty days
 * (docs.stripe.com/api/events/list).
 */
export async function listMoved(
  types: string[],
  { createdAfter }: { createdAfter: Date },
): Promise<string[]> {
  const ids = new Set<string>();
  const events = readablePages('list_events', eventSchema, (page) =>
    stripe().events.list({ types, created: { gte: inSeconds(createdAfter) }, ...page }),
  );
  for await (const event of events) if ('type' in event && event.objectId) ids.add(event.objectId);
  return [...ids];
}

/** Reads the account's balance, which is the cheapest call that proves connection and key. */
export const pingStripe = (): Promise<unknown> =>
  ask('ping', z.object({ livemode: z.boolean() }), () => stripe().balance.retrieve(), { retryRead: true });

const inSeconds = (date: Date) => Math.floor(date.getTime() / 1000);
