import { and, asc, count, desc, eq, gt, isNull, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { liveEvents } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { plainInteger } from '@/lib/core/input/plain-number';
import { paging } from '@/lib/web/paging';

export type LiveEvent = typeof liveEvents.$inferSelect;

export const listLiveEventsSchema = z.object({
  unread: z.stringbool().default(false),
  /** The last known one. */
  after: plainInteger(0, Number.MAX_SAFE_INTEGER).optional(),
  ...paging,
});

/** The actor's live events, newest first, or those after one, oldest first; only those not read yet when asked. */
export async function listLiveEvents(
  ctx: Context,
  { unread, after, page, pageSize }: z.output<typeof listLiveEventsSchema>,
): Promise<{ results: LiveEvent[]; count: number }> {
  const { userId } = requireSelf(ctx);
  const where = and(
    eq(liveEvents.userId, userId),
    unread ? isNull(liveEvents.readAt) : undefined,
    after === undefined ? undefined : gt(liveEvents.id, after),
  );
  const [results, [total]] = await Promise.all([
    db()
      .select()
      .from(liveEvents)
      .where(where)
      .orderBy(after === undefined ? desc(liveEvents.id) : asc(liveEvents.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    db().select({ count: count() }).from(liveEvents).where(where),
  ]);
  return { results, count: total?.count ?? 0 };
}

/**
 * Marks one of the actor's live events as read. A second time changes nothing.
 * @throws AppError `not_found`, also for somebody else's
 */
export async function markLiveEventRead(ctx: Context, id: number): Promise<LiveEvent> {
  const { userId } = requireSelf(ctx);
  const [event] = await db()
    .update(liveEvents)
    .set({ readAt: sql`coalesce(${liveEvents.readAt}, now())` })
    .where(and(eq(liveEvents.id, id), eq(liveEvents.userId, userId)))
    .returning();
  if (!event) throw notFound('notification');
  return event;
}

/** A person's live events after one of theirs, oldest first. */
export const listLiveEventsAfter = (userId: string, afterId: number, limit: number): Promise<LiveEvent[]> =>
  db()
    .select()
    .from(liveEvents)
    .where(and(eq(liveEvents.userId, userId), gt(liveEvents.id, afterId)))
    .orderBy(asc(liveEvents.id))
    .limit(limit);

/** The id of a person's newest live event, 0 when there is none. */
export async function lastLiveEventId(userId: string): Promise<number> {
  const [newest] = await db()
    .select({ id: max(liveEvents.id) })
    .from(liveEvents)
    .where(eq(liveEvents.userId, userId));
  return newest?.id ?? 0;
}
