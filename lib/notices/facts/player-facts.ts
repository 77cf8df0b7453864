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
  const { id, locale, detail } = notice;
  const booker = recipientOf({ ...reservation, participantPosition: null });
  const host = booker && (await findAddressee(db(), booker));
  const facts: PlayerFacts = {
    ...game,
    hostName: oneLine(host?.name ?? '') || game.clubName,
    leaverName: detail && 'playerName' in detail ? oneLine(detail.playerName) : '',
    declineUrl: siteUrl(sitePaths.decline(signedToken('decline-game', id)), locale).href,
  };
  return { ...about, facts };
}
