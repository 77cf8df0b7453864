import { db } from '@/db';
import { signedToken } from '@/lib/auth/signed-token';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { oneLine } from '@/lib/core/input/kept-text';
import { findAddressee, recipientOf } from '@/lib/notices/people/find-addressees';
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
  { id, locale, detail }: Notice,
  game: Read['facts'],
  reservation: Read['reservation'],
): Promise<PlayerFacts> {
  const booker = recipientOf({ ...reservation, participantPosition: null });
  const host = booker && (await findAddressee(db(), booker));
  return {
    ...game,
    hostName: oneLine(host?.name ?? '') || game.clubName,
    leaverName: detail && 'playerName' in detail ? oneLine(detail.playerName) : '',
    declineUrl: siteUrl(sitePaths.decline(signedToken('decline-game', id)), locale).href,
  };
}
