import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { courts, participants } from '@/db/schema';
import { isSelf } from '@/lib/auth/permissions';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordDetail } from '@/lib/ledger/states';
import { invitePlayers } from '@/lib/notices/invite-players';
import { tell } from '@/lib/notices/notify';
import { guestSchema, listClosed, mayChangePlayers, putOnList } from '../change-players';
import type { Reservation } from '../confirm-reservation';
import { lockReservation } from '../lock-reservation';
import { findOwnSeat, listSeats, readGameLink, type Seat } from './game-link';
import { seatsOf } from './seats';
import { takeShare } from './take-share';

/** An account that has a name gives its own. */
export const joinGameSchema = z.strictObject({
  token: z.string().max(200),
  name: guestSchema.shape.name.optional(),
  email: guestSchema.shape.email.optional(),
});
export type JoinGame = z.output<typeof joinGameSchema>;

/**
 * Puts whoever opened a game's link on its list, or says that one who is on it comes, and tells whoever booked.
 * Newcomers get a mail with the game for their calendar. A second time changes nothing.
 * @throws AppError `not_found`, `invalid_input` without name and address, `conflict` once the list is closed, with
 *   `full` when no seat is left, with `off_list` for a player who was taken off it
 */
export async function joinGame(ctx: Context, input: JoinGame): Promise<void> {
  const link = await readGameLink(input.token);
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, link.reservationId);
    assertOpen(reservation, ctx.now);
    const seats = await listSeats(tx, reservation.id);
    const own = await findOwnSeat(tx, ctx, link, seats);
    if (own) return accept(tx, ctx, reservation, own);
    if (link.invitation) throw new AppError('conflict', OFF_LIST, { details: { reason: 'off_list' } });
    if (isOwnBooking(ctx.actor, reservation)) return;
    const player = newPlayer(ctx, input);
    const known = seats.find(({ email }) => email?.toLowerCase() === player.email.toLowerCase());
    if (known) return accept(tx, ctx, reservation, known);
    await assertSeatLeft(tx, reservation, seats);
    await takeSeat(tx, after, ctx, reservation, { ...player, position: (seats.at(-1)?.position ?? -1) + 1 });
  });
}

const OFF_LIST = 'You are not on the list of this game any more. Ask for its link.';

/** @throws AppError `conflict` unless the court is confirmed and the game is not over */
export function assertOpen(reservation: Reservation, now: Date): void {
  if (reservation.status !== 'confirmed' || !mayChangePlayers(reservation, now)) throw listClosed();
}

async function accept(tx: Tx, ctx: Context, reservation: Reservation, seat: Seat): Promise<void> {
  if (seat.acceptedAt !== null) return;
  const { position } = seat;
  await tx
    .update(participants)
    .set({ acceptedAt: ctx.now, userId: accountOf(ctx, seat) })
    .where(and(eq(participants.reservationId, reservation.id), eq(participants.position, position)));
  const detail = { player_accepted: position };
  await recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: false });
  await tellJoined(tx, reservation, seat.name);
}

/** Whoever signed in with the address of the seat has the game among their own from now on. */
const accountOf = ({ actor }: Context, { userId, customerId, email }: Seat): string | null =>
  customerId === null && isSelf(actor) && actor.email === email?.toLowerCase() ? actor.userId : userId;

type NewPlayer = { userId: string | null; name: string; email: string };

function newPlayer({ actor }: Context, { name, email }: JoinGame): NewPlayer {
  const account = isSelf(actor) ? actor : null;
  const player = { name: account?.name ?? name, email: account?.email ?? email };
  if (player.name !== undefined && player.email !== undefined)
    return { userId: account?.userId ?? null, name: player.name, email: player.email };
  throw new AppError('invalid_input', 'Say who you are.', {
    fields: {
      ...(player.name === undefined && { name: ['a name is missing'] }),
      ...(player.email === undefined && { email: ['an address is missing'] }),
    },
  });
}

async function assertSeatLeft(tx: Tx, { courtId }: Reservation, seats: readonly Seat[]): Promise<void> {
  const [court] = await tx.select({ format: courts.format }).from(courts).where(eq(courts.id, courtId));
  if (court && 1 + seats.length < seatsOf(court)) return;
  throw new AppError('conflict', 'There is no seat left in this game.', { details: { reason: 'full' } });
}

async function takeSeat(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  player: NewPlayer & { position: number },
): Promise<void> {
  await putOnList(tx, { reservationId: reservation.id, acceptedAt: ctx.now, ...player });
  const detail = { player_joined: player.position };
  await recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: false });
  await invitePlayers(tx, after, reservation, { positions: [player.position] });
  await takeShare(tx, after, reservation, player.position);
  await tellJoined(tx, reservation, player.name);
}

async function tellJoined(tx: Tx, { id, userId }: Reservation, name: string): Promise<void> {
  if (userId !== null) await tell(tx, userId, 'reservation.player_joined', { reservation_id: id, name });
}
