import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import { dues } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { keptText } from '@/lib/core/input/kept-text';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { recordChange } from '@/lib/records/audit';
import { assertOpen, lockDue } from './lock-due';
import { findDue, type ShownDue } from './read-dues';

export const waiveDueSchema = z.strictObject({ reason: keptText(500).pipe(z.string().min(1)) });

/**
 * Lets go of what is left of a due, with the reason. An open intent over it is cancelled.
 * @throws AppError conflict when nothing is left, not_found, forbidden, unauthenticated
 */
export async function waiveDue(
  ctx: Context,
  dueId: string,
  { reason }: z.output<typeof waiveDueSchema>,
): Promise<ShownDue> {
  return changeOrPreview(ctx, async (tx, after) => {
    const locked = await lockDue(tx, ctx, dueId, () => 'waiveDue');
    const { id: openId, reservationId, amountMinor, currency } = assertOpen(locked);
    const { userId: waivedBy } = requireActor(ctx);
    await tx
      .update(dues)
      .set({ waivedAt: sql`now()`, waivedBy, waiveReason: reason })
      .where(eq(dues.id, openId));
    const detail = { reservation_id: reservationId, waived_minor: amountMinor, currency };
    const change = { entity: 'due', entityId: openId, from: 'open', to: 'waived', detail } as const;
    await recordChange(tx, ctx, { ...change, asStaff: true });
    if (amountMinor > 0) await abandonPayments(tx, after, { reservationIds: [reservationId] });
    return findDue(tx, locked.id);
  });
}
