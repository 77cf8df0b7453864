import { z } from 'zod';
import { transaction } from '@/db';
import { HELD } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { cancelMany } from './cancel-many';
import { findPaid } from './find-paid';
import { lockEditableReservation } from './get-editable-reservation';

export const releaseHoldSchema = z.strictObject({ reservationId: z.uuid() });

/**
 * Releases a held court before it is paid. A paid one must be cancelled, where its refund is shown first.
 * @throws AppError not_found, conflict once it is paid, or held no longer
 */
export async function releaseHold(
  ctx: Context,
  { reservationId }: z.output<typeof releaseHoldSchema>,
): Promise<void> {
  await transaction(async (tx, after) => {
    const { reservation } = await lockEditableReservation(tx, ctx, reservationId, 'cancelByPolicy');
    const held = HELD.some((status) => status === reservation.status);
    const paid = await findPaid(tx, reservationId, true);
    if (!held || paid.cards.length > 0)
      throw new AppError('conflict', 'This court is not held unpaid any more.');
    const all = [{ reservation, paid, refundMinor: 0, rule: 'nothing_paid' }] as const;
    const why = { cause: 'cancellation', notice: 'reservation_cancelled' } as const;
    await cancelMany(tx, after, ctx, all, why);
  });
}
