import { and, count, eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { notices, participants } from '@/db/schema';
import { isSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordDetail } from '@/lib/ledger/states';
import { recipientOf } from '@/lib/notices/people/find-addressees';
import { notify, tell } from '@/lib/notices/notify';
import { guestSchema, listClosed, mayChangePlayers } from '../change-players';
import type { Reservation } from '../confirm-reservation';
import { lockReservation } from '../lock-reservation';
import { findOwnSeat, type GameLink, listSeats, readGameLink, type Seat } from './game-link';

/** Only who is not on the list says a name. */
export const declineGameSchema = z.strictObject({
  token: z.string().max(200),
  name: guestSchema.shape.name.optional(),
});
export type DeclineGame = z.output<typeof declineGameSchema>;

/**
 * Says that whoever opened a game's link does not come, and tells whoever booked. A player leaves the list. By the link
 * of a mail, a second time changes nothing.
 * @throws AppError `not_found`, `invalid_input` without a name, `conflict` once the list is closed, `rate_limited`
 *   when too many have declined
 */
export async function declineGame(ctx: Context, input: DeclineGame): Promise<void> {
  const link = await readGameLink(input.token);
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, link.reservationId);
    const own = await findOwnSeat(tx, ctx, link, await listSeats(tx, reservation.id));
    if (!own && link.invitation) return;
    if (!mayChangePlayers(reservation, ctx.now)) throw listClosed();
    if (own) return leave(tx, after, ctx, reservation, link, own);
    await refuse(tx, after, ctx, reservation, nameOf(ctx, input));
  });
}

async function leave(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  { invitation }: GameLink,
  { position, name }: Seat,
): Promise<void> {
  await tx
    .delete(participants)
    .where(and(eq(participants.reservationId, reservation.id), eq(participants.position, position)));
  const detail = { player_declined: position };
  await recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: false });
  await tellBooker(tx, after, reservation, { playerName: name, turn: invitation?.id ?? v7() });
}

/** So many mails a stranger with the link may cause. */
const MOST_REFUSALS = 12;

async function refuse(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  playerName: string,
): Promise<void> {
  const [told] = await tx
    .select({ count: count() })
    .from(notices)
    .where(and(eq(notices.reservationId, reservation.id), eq(notices.kind, 'player_left')));
  if ((told?.count ?? 0) >= MOST_REFUSALS)
    throw new AppError('rate_limited', 'Too many have declined by this link.', { retryAfterSeconds: 86_400 });
  await recordDetail(tx, ctx, 'reservation', reservation, { detail: { link_declined: 1 }, asStaff: false });
  await tellBooker(tx, after, reservation, { playerName, turn: v7() });
}

function nameOf({ actor }: Context, { name }: DeclineGame): string {
  const said = (isSelf(actor) ? actor.name : null) ?? name;
  if (said !== undefined) return said;
  throw new AppError('invalid_input', 'Say who you are.', { fields: { name: ['a name is missing'] } });
}

async function tellBooker(
  tx: Tx,
  after: After,
  { id: reservationId, userId, customerId }: Reservation,
  { playerName, turn }: { playerName: string; turn: string },
): Promise<void> {
  const booker = recipientOf({ userId, customerId, participantPosition: null });
  if (!booker) return;
  if (userId !== null)
    await tell(tx, userId, 'reservation.player_left', { reservation_id: reservationId, name: playerName });
  const objectId = `${reservationId}:${turn}`;
  await notify(tx, after, { kind: 'player_left', objectId, reservationId, playerName, ...booker });
}
