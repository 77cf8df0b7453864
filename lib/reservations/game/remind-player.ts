import { and, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { notices } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { HOUR_MS } from '@/lib/core/time';
import { recordDetail } from '@/lib/ledger/states';
import { invitePlayers } from '@/lib/notices/invite-players';
import type { On } from '@/lib/notices/people/find-addressees';
import { lockEditableReservation } from '../get-editable-reservation';
import { listSeats } from './game-link';
import { assertOpen } from './join-game';

export const remindPlayerSchema = z.strictObject({
  reservationId: z.uuid(),
  position: z.number().int().min(0),
});

/** So long a player who was asked is not asked again. */
const REST_MS = 12 * HOUR_MS;

/**
 * Asks a player who has not answered once more whether they come.
 * @throws AppError `unauthenticated`, `not_found`, `conflict` once the list is closed, and for who has answered or was
 *   asked in the last twelve hours
 */
export async function remindPlayer(
  ctx: Context,
  { reservationId, position }: z.output<typeof remindPlayerSchema>,
): Promise<void> {
  await transaction(async (tx, after) => {
    const { reservation, own } = await lockEditableReservation(tx, ctx, reservationId, 'changePlayers');
    assertOpen(reservation, ctx.now);
    const seat = (await listSeats(tx, reservationId)).find((one) => one.position === position);
    if (!seat) throw notFound('player');
    const asked = await listAsked(reservationId, ctx.now, tx);
    if (seat.acceptedAt !== null || asked.has(position))
      throw new AppError('conflict', 'This player has answered, or was asked today.');
    await invitePlayers(tx, after, reservation, { positions: [position] });
    const detail = { player_reminded: position };
    await recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: !own });
  });
}

/** The places whose players were asked so recently that they are not asked again. */
export async function listAsked(
  reservationId: string,
  now: Date,
  on: On = db(),
): Promise<ReadonlySet<number>> {
  const rows = await on
    .selectDistinct({ position: notices.participantPosition })
    .from(notices)
    .where(
      and(
        eq(notices.reservationId, reservationId),
        eq(notices.kind, 'player_invited'),
        gt(notices.createdAt, new Date(now.getTime() - REST_MS)),
      ),
    );
  return new Set(rows.flatMap(({ position }) => position ?? []));
}
