import { and, eq } from 'drizzle-orm';
import { db } from '@/db';
import { participants } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { oneLine } from '@/lib/core/input/kept-text';
import { recipientOf } from '@/lib/notices/people/find-addressees';
import { findBooker } from '@/lib/notices/people/find-booker';
import type { Notice, PlayerFacts } from '@/lib/notices/notice-facts';
import { readReservation } from './reservation-facts';

/**
 * Reads the facts of a notice about the list of players.
 * @throws AppError not_found
 */
export async function readPlayer(notice: Notice) {
  const { facts: game, reservation, ...about } = await readReservation(notice);
  return { ...about, facts: await addPlayerFacts(notice, game, reservation) };
}

/**
 * The same for whoever was taken off the list, whose name and address the notice itself holds.
 * @throws AppError not_found
 */
export async function readRemoved(notice: Notice) {
  const { facts: game, reservation, reader, ...about } = await readReservation(notice);
  const { detail, recipient: email } = notice;
  const playerName = detail && 'playerName' in detail ? oneLine(detail.playerName) : '';
  const facts = await addPlayerFacts(notice, { ...game, readBy: 'player', playerName }, reservation);
  return { ...about, facts, reader: recipientOf(notice) ? reader : { email, mailboxDead: false } };
}

type Read = Awaited<ReturnType<typeof readReservation>>;

async function addPlayerFacts(
  { id, locale, detail, participantPosition }: Notice,
  game: Read['facts'],
  reservation: Read['reservation'],
): Promise<PlayerFacts> {
  const host = await findBooker(db(), reservation);
  return {
    ...game,
    hostName: oneLine(host?.name ?? '') || game.clubName,
    leaverName: detail && 'playerName' in detail ? oneLine(detail.playerName) : '',
    hasAccepted: await hasAccepted(reservation.id, participantPosition),
    gameUrl: siteUrl(sitePaths.game(signedToken('decline-game', id)), locale).href,
  };
}

async function hasAccepted(reservationId: string, position: number | null): Promise<boolean> {
  if (position === null) return false;
  const [seat] = await db()
    .select({ acceptedAt: participants.acceptedAt })
    .from(participants)
    .where(and(eq(participants.reservationId, reservationId), eq(participants.position, position)));
  return seat !== undefined && seat.acceptedAt !== null;
}
