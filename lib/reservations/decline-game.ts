import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { clubs, courts, notices, participants, reservations } from '@/db/schema';
import { readSignedToken } from '@/lib/auth/signed-token';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { recordDetail } from '@/lib/ledger/states';
import { findAddressee, recipientOf } from '@/lib/notices/people/find-addressees';
import { findReader } from '@/lib/notices/people/find-reader';
import type { Notice } from '@/lib/notices/notice-facts';
import { notify, tell } from '@/lib/notices/notify';
import { mayChangePlayers } from './change-players';
import type { Reservation } from './confirm-reservation';
import { lockReservation } from './lock-reservation';

export const declineGameSchema = z.strictObject({ token: z.string().max(200) });

/** A game as a player's link shows it. `off` is who is not on its list any more. */
export type InvitedGame = {
  state: 'on' | 'off' | 'closed';
  hostName: string;
  clubName: string;
  courtName: string;
  timeZone: string;
  startsAt: Date;
};

/**
 * The game of a link in a player's mail, for whoever has the link. Nothing changes by looking at it.
 * @throws AppError `not_found`
 */
export async function getInvitedGame(ctx: Context, token: string): Promise<InvitedGame> {
  const invitation = await findInvitation(token);
  const [row] = await db()
    .select({ reservation: reservations, club: clubs, courtName: courts.name })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(eq(reservations.id, invitation.reservationId));
  if (!row) throw notFound('game');
  const { reservation, club, courtName } = row;
  const booker = recipientOf({ ...reservation, participantPosition: null });
  const [host, player] = await Promise.all([
    booker && findAddressee(db(), booker),
    findReader(db(), invitation),
  ]);
  return {
    state: stateOf(reservation, player !== undefined, ctx.now),
    hostName: host?.name || club.name,
    clubName: club.name,
    courtName,
    timeZone: club.timeZone,
    startsAt: reservation.startsAt,
  };
}

function stateOf(reservation: Reservation, isOnList: boolean, now: Date): InvitedGame['state'] {
  if (!isOnList) return 'off';
  return mayChangePlayers(reservation, now) ? 'on' : 'closed';
}

/**
 * Takes a player off the list of a game, whom the link of their mail names, and tells whoever booked. A second time
 * changes nothing.
 * @throws AppError `not_found`, `conflict` once the list is closed
 */
export async function declineGame(
  ctx: Context,
  { token }: z.output<typeof declineGameSchema>,
): Promise<void> {
  const invitation = await findInvitation(token);
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, invitation.reservationId);
    if (!(await findReader(tx, invitation))) return;
    if (!mayChangePlayers(reservation, ctx.now))
      throw new AppError('conflict', 'Who plays can no longer be changed.');
    const { participantPosition: position } = invitation;
    const [left] = await tx
      .delete(participants)
      .where(and(eq(participants.reservationId, reservation.id), eq(participants.position, position)))
      .returning({ name: participants.name });
    if (!left) return;
    const detail = { player_declined: position };
    await recordDetail(tx, ctx, 'reservation', reservation, { detail, asStaff: false });
    await tellBooker(tx, after, reservation, invitation, left.name);
  });
}

async function tellBooker(
  tx: Tx,
  after: After,
  reservation: Reservation,
  invitation: Pick<Notice, 'id'>,
  playerName: string,
): Promise<void> {
  const { id: reservationId, userId } = reservation;
  const booker = recipientOf({ ...reservation, participantPosition: null });
  if (!booker) return;
  if (userId !== null)
    await tell(tx, userId, 'reservation.player_left', { reservation_id: reservationId, name: playerName });
  const objectId = `${reservationId}:${invitation.id}`;
  await notify(tx, after, { kind: 'player_left', objectId, reservationId, playerName, ...booker });
}

async function findInvitation(token: string) {
  const id = readSignedToken('decline-game', token);
  const [invitation] =
    id === null
      ? []
      : await db()
          .select()
          .from(notices)
          .where(and(eq(notices.id, id), eq(notices.kind, 'player_invited')));
  if (!invitation) throw notFound('game');
  const { reservationId, participantPosition } = invitation;
  if (reservationId === null || participantPosition === null) throw notFound('game');
  return { ...invitation, reservationId, participantPosition };
}
