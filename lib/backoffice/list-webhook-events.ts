import { and, asc, desc, eq, gt, isNotNull, isNull, like, lt, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { escapeLike } from '@/lib/core/input/escape-like';
import { plainId } from '@/lib/core/input/plain-number';

const SHOWN = 50;
export const EVENT_STATES = ['dead', 'waiting', 'processed'] as const;
export type EventState = (typeof EVENT_STATES)[number];

const cursor = plainId.optional().catch(undefined);

export const listWebhookEventsSchema = z.object({
  state: z.enum(EVENT_STATES).optional().catch(undefined),
  /** How the event's or the object's id begins. */
  q: z.string().trim().max(100).catch(''),
  /** The id of the last event on the page before this one, or of the first on the page after it. */
  olderThan: cursor,
  newerThan: cursor,
});
type Wanted = z.output<typeof listWebhookEventsSchema>;

const IN_STATE: Record<EventState, SQL | undefined> = {
  dead: isNotNull(webhookEvents.deadAt),
  waiting: and(isNull(webhookEvents.deadAt), isNull(webhookEvents.processedAt)),
  processed: isNotNull(webhookEvents.processedAt),
};

/** Where an event stands. */
export const stateOfEvent = (event: { deadAt: Date | null; processedAt: Date | null }): EventState =>
  event.deadAt ? 'dead' : event.processedAt ? 'processed' : 'waiting';

/**
 * Fifty matching events, newest first, from the newest or from the given place. `older` and `newer` say whether there
 * are more pages.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listWebhookEvents(ctx: Context, wanted: Wanted) {
  requireOperator(ctx);
  const { id, provider, eventId, type, objectId, tryCount, lastError, receivedAt, processedAt, deadAt } =
    webhookEvents;
  const backwards = wanted.newerThan !== undefined;
  const found = await db()
    .select({ id, provider, eventId, type, objectId, tryCount, lastError, receivedAt, processedAt, deadAt })
    .from(webhookEvents)
    .where(fits(wanted))
    .orderBy(backwards ? asc(id) : desc(id))
    .limit(SHOWN + 1);
  const shown = found.slice(0, SHOWN);
  const events = backwards ? shown.toReversed() : shown;
  const isMore = found.length > SHOWN;
  return {
    events,
    newer: backwards ? isMore : wanted.olderThan !== undefined,
    older: backwards || isMore,
  };
}

/** By the beginning of an id, which an index serves, since the table only grows. */
function fits({ state, q, olderThan, newerThan }: Wanted): SQL | undefined {
  const { id, eventId, objectId } = webhookEvents;
  const prefix = `${escapeLike(q)}%`;
  return and(
    state && IN_STATE[state],
    q === '' ? undefined : or(like(eventId, prefix), like(objectId, prefix)),
    olderThan === undefined ? undefined : lt(id, olderThan),
    newerThan === undefined ? undefined : gt(id, newerThan),
  );
}

/** How many events were given up. */
export async function countDeadEvents(ctx: Context): Promise<number> {
  requireOperator(ctx);
  const [row] = await db()
    .select({ count: sql<number>`count(*)::int` })
    .from(webhookEvents)
    .where(IN_STATE.dead);
  return row?.count ?? 0;
}

/**
 * One stored event as it came.
 * @throws AppError not_found, forbidden for anyone but an operator
 */
export async function getWebhookEvent(ctx: Context, id: number) {
  requireOperator(ctx);
  const [event] = await db().select().from(webhookEvents).where(eq(webhookEvents.id, id));
  if (!event) throw notFound('webhook event');
  return event;
}
