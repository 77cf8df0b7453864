import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import {
  acts,
  customerRemovals,
  dues,
  HELD,
  notices,
  operationServices,
  payments,
  photos,
  refunds,
  reservations,
  sharedCosts,
  webhookEvents,
} from '@/db/schema';
import { HAS_COURT } from '@/lib/ledger/money-words';
import {
  type Nudge,
  nudgeAct,
  nudgeCustomer,
  nudgeIntent,
  nudgeNotice,
  nudgeOperation,
  nudgePhoto,
  nudgeRefund,
  nudgeShares,
  nudgeWebhook,
} from '@/lib/services/inngest/jobs';
import { ABANDONED_MINUTES } from '@/lib/clubs/photos/remove-photo-files';
import { BULK_NOTICES, BULK_REFUND, type QueueName } from '@/lib/services/inngest/queues';

/** The rows of each kind in one minute. An hour without the job engine is made up for within minutes. */
const BATCH = 1_000;

const rowsSchema = z.array(
  z.object({ id: z.string(), attempt: z.int(), bulk: z.boolean(), since_ms: z.number() }),
);

type Row = { id: string; attempt: number; queue: QueueName; sinceMs: number };

type Kind = {
  name: string;
  from: SQLWrapper;
  id: SQLWrapper;
  /** A younger row got its event when it was written and is probably running. */
  since: SQLWrapper;
  isOpen: SQL;
  /** When a row that failed by itself may be tried again. */
  retryAfter?: SQLWrapper;
  /** Rows that failed come after rows that never did. */
  failures?: SQLWrapper;
  attempt?: SQLWrapper;
  /** Bulk rows come after urgent ones. */
  isBulk?: SQL;
  nudge: (row: Row) => Nudge;
};

/** The rows that are the queue: those that wait, and the event that starts each. */
const KINDS: readonly Kind[] = [
  {
    name: 'webhooks',
    from: webhookEvents,
    id: webhookEvents.id,
    since: webhookEvents.receivedAt,
    isOpen: sql`${webhookEvents.provider} = 'stripe' and ${webhookEvents.processedAt} is null
      and ${webhookEvents.deadAt} is null`,
    retryAfter: webhookEvents.nextAttemptAt,
    attempt: webhookEvents.tryCount,
    nudge: ({ id, attempt }) => nudgeWebhook(Number(id), attempt),
  },
  {
    name: 'refunds',
    from: refunds,
    id: refunds.id,
    since: refunds.createdAt,
    isOpen: sql`${refunds.status} = 'requested' and ${refunds.heldByDisputeId} is null
      and (${refunds.notBefore} is null or ${refunds.notBefore} <= now())`,
    retryAfter: refunds.retryAfter,
    failures: refunds.sendFailures,
    attempt: refunds.attempt,
    isBulk: sql`${refunds.cause} = ${BULK_REFUND}`,
    nudge: ({ id, attempt, queue }) => nudgeRefund(id, attempt, queue),
  },
  {
    name: 'intents',
    from: payments,
    id: payments.id,
    since: payments.cancelRequestedAt,
    isOpen: sql`${payments.status} = 'pending'`,
    retryAfter: payments.cancelRetryAfter,
    failures: payments.cancelFailures,
    nudge: ({ id }) => nudgeIntent(id),
  },
  {
    name: 'notices',
    from: notices,
    id: notices.id,
    since: notices.nextAttemptAt,
    isOpen: sql`${notices.channel} in ('email', 'sms') and (${notices.status} = 'pending'
      or ${notices.status} = 'sending' and ${notices.channel} = 'email'
        and ${notices.claimedAt} <= now() - interval '2 minutes')`,
    attempt: notices.retryCount,
    isBulk: sql`${notices.kind} in ${BULK_NOTICES}`,
    nudge: ({ id, attempt, queue }) => nudgeNotice(id, attempt, queue),
  },
  {
    name: 'acts',
    from: acts,
    id: acts.id,
    since: acts.undoUntil,
    isOpen: sql`${acts.toldAt} is null and ${acts.undoneAt} is null and ${acts.messages} <> '[]'`,
    nudge: ({ id, sinceMs }) => nudgeAct({ id, undoUntil: new Date(sinceMs) }),
  },
  {
    name: 'operations',
    from: sql`(select ${operationServices.operationId} as id, min(${operationServices.updatedAt}) as since
      from ${operationServices} where ${operationServices.status} = 'pending' group by 1) as open`,
    id: sql`open.id`,
    since: sql`open.since`,
    isOpen: sql`true`,
    nudge: ({ id }) => nudgeOperation(id),
  },
  {
    name: 'customers',
    from: customerRemovals,
    id: customerRemovals.stripeCustomerId,
    since: customerRemovals.requestedAt,
    isOpen: sql`true`,
    nudge: ({ id }) => nudgeCustomer(id),
  },
  {
    name: 'shares',
    from: sql`(select s.reservation_id as id, coalesce(min(u.due_by), s.created_at) as since
      from ${sharedCosts} s join ${reservations} r on r.id = s.reservation_id
      left join ${dues} u on u.reservation_id = s.reservation_id and u.cause = 'share'
        and u.settled_at is null and u.waived_at is null and r.status in ${HAS_COURT}
      where s.ended_at is null and r.status not in ${HELD}
        and (r.status <> 'expired' or r.updated_at <= now() - interval '1 hour')
      group by s.reservation_id
      having count(u.id) = 0 or min(u.due_by) <= now()) as carried`,
    id: sql`carried.id`,
    since: sql`carried.since`,
    isOpen: sql`true`,
    nudge: ({ id }) => nudgeShares(id),
  },
  {
    name: 'photos',
    from: photos,
    id: photos.id,
    since: sql`coalesce(${photos.deletedAt}, ${photos.createdAt})`,
    isOpen: sql`(${photos.deletedAt} is not null and ${photos.filesRemovedAt} is null
      or ${photos.storedAt} is null and ${photos.deletedAt} is null
        and ${photos.createdAt} < now() - make_interval(mins => ${ABANDONED_MINUTES}))`,
    nudge: ({ id }) => nudgePhoto(id),
  },
];

export type Waiting = { sinceMs: number; event: Nudge };

/** The waiting rows of each kind that nobody seems to work on, with their events. */
export const listWaiting = (): Promise<{ name: string; waiting: Waiting[] }[]> =>
  Promise.all(KINDS.map(async (kind) => ({ name: kind.name, waiting: await find(kind) })));

async function find(kind: Kind): Promise<Waiting[]> {
  const { from, id, since, isOpen, retryAfter, failures, attempt = sql`1`, isBulk, nudge } = kind;
  const order = [isBulk, failures, since].filter((by) => by !== undefined);
  const found = await db().execute(sql`
    select ${id}::text as id, ${attempt}::int as attempt, ${isBulk ?? sql`false`} as bulk,
      (extract(epoch from ${since}) * 1000)::float8 as since_ms
    from ${from}
    where ${isOpen} and ${since} <= now() - interval '1 minute'
      and ${retryAfter ? sql`(${retryAfter} is null or ${retryAfter} <= now())` : sql`true`}
    order by ${sql.join(order, sql`, `)} limit ${BATCH}`);
  return rowsSchema.parse([...found]).map((row) => ({
    sinceMs: row.since_ms,
    event: nudge({
      id: row.id,
      attempt: row.attempt,
      queue: row.bulk ? 'bulk' : 'prompt',
      sinceMs: row.since_ms,
    }),
  }));
}
