import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordDetail } from '@/lib/ledger/states';
import { lockEditableReservation } from '../get-editable-reservation';
import { assertOpen } from './join-game';

export const renewGameLinkSchema = z.strictObject({ reservationId: z.uuid() });

/**
 * Gives a game a new link. The one before opens nothing any more, and who is on the list stays.
 * @throws AppError `unauthenticated`, `not_found`, `conflict` once the list is closed
 */
export async function renewGameLink(
  ctx: Context,
  { reservationId }: z.output<typeof renewGameLinkSchema>,
): Promise<void> {
  await transaction(async (tx) => {
    const { reservation, own } = await lockEditableReservation(tx, ctx, reservationId, 'changePlayers');
    assertOpen(reservation, ctx.now);
    await tx.update(reservations).set({ gameLinkId: randomUUID() }).where(eq(reservations.id, reservationId));
    const detail = { game_link_renewed: 1 };
    await recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: !own });
  });
}
