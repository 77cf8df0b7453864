import { and, asc, count, desc, eq, gt, isNull, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { messages } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { pagingQuery } from '@/lib/web/paging';

export type Message = typeof messages.$inferSelect;

export const listMessagesSchema = z.object({ unread: z.stringbool().default(false), ...pagingQuery });

/** The actor's messages, newest first; only those not read yet when asked. */
export async function listMessages(
  ctx: Context,
  { unread, page, page_size }: z.output<typeof listMessagesSchema>,
): Promise<{ results: Message[]; count: number }> {
  const { userId } = requireActor(ctx);
  const where = and(eq(messages.userId, userId), unread ? isNull(messages.readAt) : undefined);
  const [results, [total]] = await Promise.all([
    db()
      .select()
      .from(messages)
      .where(where)
      .orderBy(desc(messages.id))
      .limit(page_size)
      .offset((page - 1) * page_size),
    db().select({ count: count() }).from(messages).where(where),
  ]);
  return { results, count: total?.count ?? 0 };
}

/**
 * Marks one of the actor's messages as read; a second time changes nothing.
 * @throws AppError `not_found`, also for somebody else's
 */
export async function readMessage(ctx: Context, id: number): Promise<Message> {
  const { userId } = requireActor(ctx);
  const [message] = await db()
    .update(messages)
    .set({ readAt: sql`coalesce(${messages.readAt}, now())` })
    .where(and(eq(messages.id, id), eq(messages.userId, userId)))
    .returning();
  if (!message) throw notFound('notification');
  return message;
}

/** A person's messages that follow one of theirs, oldest first. */
export const listMessagesAfter = (userId: string, afterId: number, limit: number): Promise<Message[]> =>
  db()
    .select()
    .from(messages)
    .where(and(eq(messages.userId, userId), gt(messages.id, afterId)))
    .orderBy(asc(messages.id))
    .limit(limit);

/** The id of a person's newest message, 0 when there is none. */
export async function lastMessageId(userId: string): Promise<number> {
  const [newest] = await db()
    .select({ id: max(messages.id) })
    .from(messages)
    .where(eq(messages.userId, userId));
  return newest?.id ?? 0;
}
