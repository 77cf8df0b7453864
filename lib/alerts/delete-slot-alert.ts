import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { slotAlerts } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';

export const deleteSlotAlertSchema = z.strictObject({ alertId: z.uuid() });
export type DeleteSlotAlert = z.output<typeof deleteSlotAlertSchema>;

/**
 * Takes an open alert back.
 * @throws AppError unauthenticated, not_found for somebody else's and for one that was told
 */
export async function deleteSlotAlert(ctx: Context, { alertId }: DeleteSlotAlert): Promise<void> {
  const { userId } = requireSelf(ctx);
  const removed = await db()
    .delete(slotAlerts)
    .where(and(eq(slotAlerts.id, alertId), eq(slotAlerts.userId, userId), isNull(slotAlerts.notifiedAt)))
    .returning({ id: slotAlerts.id });
  if (removed.length === 0) throw notFound('slot alert');
}
