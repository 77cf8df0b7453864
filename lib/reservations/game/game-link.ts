import { and, asc, eq, isNull, or } from 'drizzle-orm';
import { db } from '@/db';
import { notices, participants, reservations } from '@/db/schema';
import { isSelf } from '@/lib/auth/permissions';
import { readSignedToken, signedToken } from '@/lib/auth/signed-token';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { Notice } from '@/lib/notices/notice-facts';
import type { On } from '@/lib/notices/people/find-addressees';
import { findReader } from '@/lib/notices/people/find-reader';
import type { Reservation } from '../confirm-reservation';

type Invitation = Notice & { reservationId: string; participantPosition: number };

/** What a link opens: a game, or by a player's mail their seat in it. */
export type GameLink = { reservationId: string; invitation: Invitation | null };

type Linked = Pick<Reservation, 'id' | 'gameLinkId'>;

/** The secret part of a game's link, until the booker renews it. */
export const gameToken = ({ id, gameLinkId }: Linked): string => signedToken('game', gameLinkId ?? id);

/**
 * What a token of a link opens.
 * @throws AppError `not_found`, also for a link that was renewed
 */
export async function readGameLink(token: string): Promise<GameLink> {
  const linkId = readSignedToken('game', token);
  if (linkId === null) return readSeatLink(token);
  const { id, gameLinkId } = reservations;
  const [game] = await db()
    .select({ id })
    .from(reservations)
    .where(or(eq(gameLinkId, linkId), and(eq(id, linkId), isNull(gameLinkId))));
  if (!game) throw notFound('game');
  return { reservationId: game.id, invitation: null };
}

async function readSeatLink(token: string): Promise<GameLink> {
  const id = readSignedToken('decline-game', token);
  const [notice] =
    id === null
      ? []
      : await db()
          .select()
          .from(notices)
          .where(and(eq(notices.id, id), eq(notices.kind, 'player_invited')));
  if (!notice) throw notFound('game');
  const { reservationId, participantPosition } = notice;
  if (reservationId === null || participantPosition === null) throw notFound('game');
  return { reservationId, invitation: { ...notice, reservationId, participantPosition } };
}

export type Seat = typeof participants.$inferSelect;

/**
 * The seat of whoever opened a game's link: that of their mail, else that of their account. Undefined for who is not
 * on the list, or not any more.
 */
export async function findOwnSeat(
  on: On,
  { actor }: Pick<Context, 'actor'>,
  { invitation }: GameLink,
  seats: readonly Seat[],
): Promise<Seat | undefined> {
  if (invitation === null)
    return isSelf(actor) ? seats.find(({ userId }) => userId === actor.userId) : undefined;
  const reader = await findReader(on, invitation);
  return reader && seats.find(({ position }) => position === reader.participantPosition);
}

/** The list of players, whoever booked aside. */
export const listSeats = (on: On, reservationId: string): Promise<Seat[]> =>
  on
    .select()
    .from(participants)
    .where(eq(participants.reservationId, reservationId))
    .orderBy(asc(participants.position));
