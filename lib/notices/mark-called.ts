import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import { notices } from '@/db/schema';
import { requireActor, requireMay, requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { keptText } from '@/lib/core/input/kept-text';
import { TO_CALL } from './list-calls';
import { moveNotices } from './move-notice';

export const markCalledSchema = z.strictObject({
  noticeId: z.uuid(),
  note: keptText(500).optional(),
});

/**
 * Takes a call off the list after it was made. A second time changes nothing.
 * @throws AppError not_found; forbidden for anyone but an operator, and but staff of the club whose booking it is about
 */
export async function markCalled(
  ctx: Context,
  { noticeId, note }: z.output<typeof markCalledSchema>,
): Promise<void> {
  requireActor(ctx);
  await changeOrPreview(ctx, async (tx) => {
    const [call] = await tx.select().from(notices).where(eq(notices.id, noticeId));
    const clubId = call?.clubId ?? null;
    if (clubId === null) requireOperator(ctx);
    else requireMay(ctx, clubId, 'resend', 'call');
    if (call?.channel !== 'call') throw notFound('call');
    const told = { status: 'delivered', sentAt: ctx.now, deliveredAt: sql`now()` } as const;
    await moveNotices(tx, ctx, { ...told, callNote: note || null }, and(eq(notices.id, noticeId), TO_CALL));
  });
}
