import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { db } from '@/db';
import { customerRemovals, notices, operationServices, payments, refunds, webhookEvents } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { giveUpStaleTexts } from '@/lib/notices/give-up-stale-texts';
import { hashPlainNumbers } from '@/lib/notices/opt-outs';
import { completePlayed } from '@/lib/reservations/complete-played';
import {
  type Nudge,
  nudge,
  nudgeCustomer,
  nudgeIntent,
  nudgeNotice,
  nudgeOperation,
  nudgeRefund,
  nudgeWebhook,
} from '@/lib/services/inngest/jobs';
import { BULK_NOTICES, BULK_REFUND, queueOfNotice, queueOfRefund } from '@/lib/services/inngest/queues';
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
  /** Telephone numbers from before they were kept as hashes. */
  hashed: number;
};

/**
 * Looks for rows that wait although nobody works on them, because a nudge was lost or a process died, and nudges
 * again; marks games that were played and takes away what is too old to be of use.
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
  const due = [
    ...webhooks.map((row) => again(ctx, row, nudgeWebhook(row.id, row.attempts))),
    ...refundRows.map((row) => again(ctx, row, nudgeRefund(row.id, row.attempt, queueOfRefund(row.cause)))),
    ...intents.map((row) => again(ctx, row, nudgeIntent(row.id))),
    ...noticeRows.map((row) => again(ctx, row, nudgeNotice(row.id, row.retryCount, queueOfNotice(row.kind)))),
    ...operations.map((row) => again(ctx, row, nudgeOperation(row.id))),
    ...customers.map((row) => again(ctx, row, nudgeCustomer(row.id))),
  ];
  for (let at = 0; at < due.length; at += SENT_AT_ONCE) nudge(...due.slice(at, at + SENT_AT_ONCE));
  return {
    webhooks: webhooks.length,
    refunds: refundRows.length,
    intents: intents.length,
    notices: noticeRows.length,
    operations: operations.length,
    customers: customers.length,
    staleTexts: await giveUpStaleTexts(ctx),
    completed: await completePlayed(ctx),
    pruned: await prune(),
    hashed: await hashPlainNumbers(),
  };
}

/**
 * The same event under an id of its turn. The engine drops an id that it knows, so a row that merely waits in a long
 * queue is not queued anew each minute, and one whose run the engine lost is taken up at its next turn.
 */
const again = ({ now }: Context, { since }: { since: Date }, event: Nudge): Nudge => ({
  ...event,
  id: `${event.id}@${turnOf(now.getTime() - since.getTime())}`,
});

/** Turns come after 1, 2, 4, 8 and 16 minutes of waiting, and then each half hour. */
function turnOf(waitedMs: number): number {
  const minutes = Math.max(1, waitedMs / MINUTE_MS);
  return minutes < 32 ? Math.floor(Math.log2(minutes)) : 4 + Math.floor(minutes / 32);
}

const listOpenWebhooks = () =>
  db()
    .select({ id: webhookEvents.id, attempts: webhookEvents.attempts, since: webhookEvents.receivedAt })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.provider, 'stripe'),
        isNull(webhookEvents.processedAt),
        isNull(webhookEvents.deadAt),
        lte(webhookEvents.receivedAt, aMinuteAgo),
        isRested(webhookEvents.nextAttemptAt),
      ),
    )
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(BATCH);

/** Whether a row that tripped over something of its own may try again; it comes after those that never did. */
const isRested = (until: PgColumn) => or(isNull(until), lte(until, sql`now()`));

const listOpenRefunds = () =>
  db()
    .select({
      id: refunds.id,
      cause: refunds.cause,
      attempt: refunds.attempt,
      since: refunds.createdAt,
    })
    .from(refunds)
    .where(
      and(
        eq(refunds.status, 'requested'),
        isNull(refunds.heldByDisputeId),
        lte(refunds.createdAt, aMinuteAgo),
        isRested(refunds.restsUntil),
      ),
    )
    .orderBy(asc(eq(refunds.cause, BULK_REFUND)), asc(refunds.sendFailures), asc(refunds.createdAt))
    .limit(BATCH);

const listAbandonedIntents = () =>
  db()
    .select({
      id: payments.id,
      since: sql`${payments.cancelRequestedAt}`.mapWith(payments.cancelRequestedAt),
    })
    .from(payments)
    .where(
      and(
        eq(payments.status, 'pending'),
        isNotNull(payments.cancelRequestedAt),
        lte(payments.cancelRequestedAt, aMinuteAgo),
        isRested(payments.cancelRestsUntil),
      ),
    )
    .orderBy(asc(payments.cancelFailures), asc(payments.cancelRequestedAt))
    .limit(BATCH);

const listDueNotices = () =>
  db()
    .select({
      id: notices.id,
      kind: notices.kind,
      retryCount: notices.retryCount,
      since: notices.nextAttemptAt,
    })
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
    .orderBy(asc(inArray(notices.kind, [...BULK_NOTICES])), asc(notices.nextAttemptAt))
    .limit(BATCH);

const listOpenOperations = () =>
  db()
    .select({
      id: operationServices.operationId,
      since: sql`min(${operationServices.updatedAt})`.mapWith(operationServices.updatedAt),
    })
    .from(operationServices)
    .where(and(eq(operationServices.status, 'pending'), lte(operationServices.updatedAt, aMinuteAgo)))
    .groupBy(operationServices.operationId)
    .limit(BATCH);

const listAbandonedCustomers = () =>
  db()
    .select({ id: customerRemovals.stripeCustomerId, since: customerRemovals.requestedAt })
    .from(customerRemovals)
    .where(lte(customerRemovals.requestedAt, aMinuteAgo))
    .orderBy(asc(customerRemovals.requestedAt))
    .limit(BATCH);
