import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import {
  customerRemovals,
  notices,
  operationServices,
  payments,
  refunds,
  reservations,
  webhookEvents,
} from '@/db/schema';
import { recordChange } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { giveUpStaleTexts } from '@/lib/notifications/give-up-stale-texts';
import {
  nudge,
  nudgeCustomer,
  nudgeIntent,
  nudgeNotice,
  nudgeOperation,
  nudgeRefund,
  nudgeWebhook,
} from '@/lib/services/jobs';
import { prune } from './prune';

/** Of each kind, every minute: what an hour without the job engine leaves behind is worked off in minutes. */
const BATCH = 1_000;
/** Inngest takes 512 KB at once (inngest.com/docs/usage-limits/inngest); these are some 200 bytes each. */
const SENT_AT_ONCE = 500;
/** A row younger than this was nudged when it was written and is most likely being worked on. */
const aMinuteAgo = sql`now() - interval '1 minute'`;

export type Swept = {
  webhooks: number;
  refunds: number;
  intents: number;
  notices: number;
  operations: number;
  customers: number;
  staleTexts: number;
  completed: number;
  pruned: number;
};

/**
 * Looks for rows that wait although nobody works on them, because a nudge was lost or a process died, and nudges
 * again; marks games that were played and takes away what is too old to be of use. The ids carry the minute, so that an engine that knows the first nudge
 * still takes this one.
 */
export async function sweep(ctx: Context): Promise<Swept> {
  const [webhooks, refundRows, intents, noticeRows, operations, customers] = await Promise.all([
    listOpenWebhooks(),
    listOpenRefunds(),
    listAbandonedIntents(),
    listDueNotices(),
    listOpenOperations(),
    listAbandonedCustomers(),
  ]);
  const again = ctx.now.toISOString().slice(0, 16);
  const due = [
    ...webhooks.map((row) => nudgeWebhook(row.id, row.attempts)),
    ...refundRows.map((row) => nudgeRefund(row.id, row.attempt)),
    ...intents.map((row) => nudgeIntent(row.id)),
    ...noticeRows.map((row) => nudgeNotice(row.id, row.retryCount)),
    ...operations.map((row) => nudgeOperation(row.id)),
    ...customers.map((row) => nudgeCustomer(row.id)),
  ];
  for (let at = 0; at < due.length; at += SENT_AT_ONCE) {
    const some = due.slice(at, at + SENT_AT_ONCE);
    nudge(...some.map((event) => ({ ...event, id: `${event.id}@${again}` })));
  }
  return {
    webhooks: webhooks.length,
    refunds: refundRows.length,
    intents: intents.length,
    notices: noticeRows.length,
    operations: operations.length,
    customers: customers.length,
    staleTexts: await giveUpStaleTexts(),
    completed: await completePlayed(ctx),
    pruned: await prune(),
  };
}

const listOpenWebhooks = () =>
  db()
    .select({ id: webhookEvents.id, attempts: webhookEvents.attempts })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.provider, 'stripe'),
        isNull(webhookEvents.processedAt),
        isNull(webhookEvents.deadAt),
        lte(webhookEvents.receivedAt, aMinuteAgo),
        or(isNull(webhookEvents.nextAttemptAt), lte(webhookEvents.nextAttemptAt, sql`now()`)),
      ),
    )
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(BATCH);

const listOpenRefunds = () =>
  db()
    .select({ id: refunds.id, attempt: refunds.attempt })
    .from(refunds)
    .where(
      and(
        eq(refunds.status, 'requested'),
        isNull(refunds.heldByDisputeId),
        lte(refunds.createdAt, aMinuteAgo),
      ),
    )
    .orderBy(asc(refunds.createdAt))
    .limit(BATCH);

const listAbandonedIntents = () =>
  db()
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.status, 'pending'),
        isNotNull(payments.cancelRequestedAt),
        lte(payments.cancelRequestedAt, aMinuteAgo),
      ),
    )
    .orderBy(asc(payments.cancelRequestedAt))
    .limit(BATCH);

const listDueNotices = () =>
  db()
    .select({ id: notices.id, retryCount: notices.retryCount })
    .from(notices)
    .where(
      and(
        inArray(notices.channel, ['email', 'sms']),
        or(
          and(eq(notices.status, 'pending'), lte(notices.nextAttemptAt, aMinuteAgo)),
          and(
            eq(notices.status, 'sending'),
            eq(notices.channel, 'email'),
            lte(notices.claimedAt, sql`now() - interval '2 minutes'`),
          ),
        ),
      ),
    )
    .orderBy(asc(notices.nextAttemptAt))
    .limit(BATCH);

const listOpenOperations = () =>
  db()
    .selectDistinct({ id: operationServices.operationId })
    .from(operationServices)
    .where(and(eq(operationServices.status, 'pending'), lte(operationServices.updatedAt, aMinuteAgo)))
    .limit(BATCH);

const listAbandonedCustomers = () =>
  db()
    .select({ id: customerRemovals.stripeCustomerId })
    .from(customerRemovals)
    .where(and(isNull(customerRemovals.removedAt), lte(customerRemovals.requestedAt, aMinuteAgo)))
    .orderBy(asc(customerRemovals.requestedAt))
    .limit(BATCH);

/** A confirmed game whose time has passed is completed. */
async function completePlayed(ctx: Context): Promise<number> {
  return transaction(async (tx) => {
    const played = await tx
      .update(reservations)
      .set({ status: 'completed', updatedAt: sql`now()` })
      .where(
        inArray(
          reservations.id,
          tx
            .select({ id: reservations.id })
            .from(reservations)
            .where(
              and(
                eq(reservations.status, 'confirmed'),
                inArray(reservations.kind, ['booking', 'walk_in']),
                lte(reservations.endsAt, sql`now()`),
              ),
            )
            .limit(BATCH)
            .for('update', { skipLocked: true }),
        ),
      )
      .returning({ id: reservations.id });
    await recordChange(
      tx,
      ctx,
      ...played.map(
        ({ id }) => ({ entity: 'reservation', entityId: id, from: 'confirmed', to: 'completed' }) as const,
      ),
    );
    return played.length;
  });
}
