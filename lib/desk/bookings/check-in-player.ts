import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { participants } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { BoardItem } from '@/lib/desk/board-item';
import { recordDetail } from '@/lib/ledger/states';
import { removePlayerSchema } from '@/lib/reservations/change-players';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { assertCheckInOpen, assertPlayed } from './check-in';
import { findClub, readItem } from './lock-booking';

/** Whom the page showed at that seat, so that an outdated one checks nobody else in. */
export const playerSeatSchema = removePlayerSchema;
type PlayerSeat = z.output<typeof playerSeatSchema>;

type ChangedPlayers = { club: Club; item: BoardItem };

/**
 * Notes that one player of a booking has come, from so long before the start as the club says. Once again it is as
 * before. The audit stores the seat, not the name.
 * @throws AppError not_bookable `too_soon`; conflict for a booking that is not confirmed; not_found, also when another
 *   player has that seat by now; forbidden, unauthenticated
 */
export const checkInPlayer = (ctx: Context, seat: PlayerSeat): Promise<ChangedPlayers> =>
  turn(ctx, seat, 'arrived');

/**
 * Takes the check-in of one player back. Once again it is as before.
 * @throws AppError as `checkInPlayer`, but for `too_soon`
 */
export const undoCheckInPlayer = (ctx: Context, seat: PlayerSeat): Promise<ChangedPlayers> =>
  turn(ctx, seat, 'expected');

async function turn(ctx: Context, seat: PlayerSeat, to: 'arrived' | 'expected'): Promise<ChangedPlayers> {
  const { reservationId, position } = seat;
  const club = await findClub(ctx, reservationId, 'checkIn');
  return changeOrPreview(ctx, async (tx) => {
    const booking = await lockReservation(tx, reservationId);
    assertPlayed(booking);
    if (to === 'arrived') assertCheckInOpen(ctx, booking, club);
    if (await write(tx, seat, to)) {
      const detail = { [to === 'arrived' ? 'player_check_in' : 'player_check_in_undone']: position };
      await recordDetail(tx, ctx, 'reservation', booking, { detail, asStaff: true });
    }
    return { club, item: await readItem(tx, reservationId) };
  });
}

/** Whether anything changed. */
async function write(
  tx: Tx,
  { reservationId, position, name }: PlayerSeat,
  to: 'arrived' | 'expected',
): Promise<boolean> {
  const isThere = and(
    eq(participants.reservationId, reservationId),
    eq(participants.position, position),
    name === undefined ? undefined : eq(participants.name, name),
  );
  const [player] = await tx
    .select({ checkedInAt: participants.checkedInAt })
    .from(participants)
    .where(isThere)
    .for('update');
  if (!player) throw notFound('player');
  if ((player.checkedInAt !== null) === (to === 'arrived')) return false;
  const checkedInAt = to === 'arrived' ? sql`now()` : null;
  await tx.update(participants).set({ checkedInAt }).where(isThere);
  return true;
}
