import { and, desc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';

const SHOWN = 50;
export const EVENT_STATES = ['dead', 'waiting', 'processed'] as const;
export type EventState = (typeof EVENT_STATES)[number];

export const listWebhookEventsSchema = z.object({
  state: z.enum(EVENT_STATES).optional().catch(undefined),
  /** A part of the event's, object's or type's name. */
  q: z.string().trim().max(100).catch(''),
});

const IN_STATE: Record<EventState, SQL | undefined> = {
  dead: isNotNull(webhookEvents.deadAt),
  waiting: and(isNull(webhookEvents.deadAt), isNull(webhookEvents.processedAt)),
  processed: isNotNull(webhookEvents.processedAt),
};

/** Where an event stands. */
export const stateOfEvent = (event: { deadAt: Date | null; processedAt: Date | null }): EventState =>
  event.deadAt ? 'dead' : event.processedAt ? 'processed' : 'waiting';

/**
 * The newest fifty of the stored events that fit.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listWebhookEvents(
  ctx: Context,
  { state, q }: z.output<typeof listWebhookEventsSchema>,
) {
  requireOperator(ctx);
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const { id, provider, eventId, type, objectId, attempts, lastError, receivedAt, processedAt, deadAt } =
    webhookEvents;
  return db()
    .select({ id, provider, eventId, type, objectId, attempts, lastError, receivedAt, processedAt, deadAt })
    .from(webhookEvents)
    .where(
      and(
        state && IN_STATE[state],
        q === '' ? undefined : or(ilike(eventId, like), ilike(type, like), ilike(objectId, like)),
      ),
    )
    .orderBy(desc(webhookEvents.id))
    .limit(SHOWN);
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
