import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordDetail } from '@/lib/ledger/states';
import { getEditableReservation, lockEditableReservation } from '../get-editable-reservation';
import { gameToken } from './game-link';
import { assertOpen } from './join-game';

export const renewGameLinkSchema = z.strictObject({ reservationId: z.uuid() });

/**
 * The secret part of the link of a game that the actor booked, or that their club has.
 * @throws AppError `unauthenticated`, `not_found`, `conflict` once the list is closed
 */
export async function readOwnGameLink(
  ctx: Context,
  { reservationId }: z.output<typeof renewGameLinkSchema>,
): Promise<string> {
  const { reservation } = await getEditableReservation(ctx, reservationId, 'changePlayers');
  assertOpen(reservation, ctx.now);
  return gameToken(reservation);
}

/**
 * Gives a game a new link and returns its secret part. The one before opens nothing any more, and who is on the list
 * stays.
 * @throws AppError `unauthenticated`, `not_found`, `conflict` once the list is closed
 */
export async function renewGameLink(
  ctx: Context,
  { reservationId }: z.output<typeof renewGameLinkSchema>,
): Promise<string> {
  return transaction(async (tx) => {
    const { reservation, own } = await lockEditableReservation(tx, ctx, reservationId, 'changePlayers');
    assertOpen(reservation, ctx.now);
    const gameLinkId = randomUUID();
    await tx.update(reservations).set({ gameLinkId }).where(eq(reservations.id, reservationId));
    const detail = { game_link_renewed: 1 };
    await recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: !own });
    return gameToken({ id: reservationId, gameLinkId });
  });
}
