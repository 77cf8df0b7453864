import { and, min, sql, sum } from 'drizzle-orm';
import { db } from '@/db';
import { dues } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { oneLine } from '@/lib/core/input/kept-text';
import { formatMoney } from '@/lib/core/money';
import { IS_OPEN, isShownAs } from '@/lib/ledger/open-due';
import { firstOf } from '@/lib/notices/object-id';
import { findBooker } from '@/lib/notices/people/find-booker';
import type { DueFacts, Notice } from '@/lib/notices/notice-facts';
import { readReservation } from './reservation-facts';
import { startInWords } from './start-in-words';

/**
 * Reads the facts of a notice about what is owed. A part that was paid meanwhile is not asked for.
 * @throws AppError not_found
 */
export async function readDue(notice: Notice) {
  const { facts: game, reservation, ...about } = await readReservation(notice);
  const dueId = firstOf(notice.objectId);
  const [[row], host] = await Promise.all([
    db()
      .select({
        minor: sum(dues.amountMinor).mapWith(Number),
        cause: sql<string>`min(${dues.cause})`,
        dueBy: min(dues.dueBy),
      })
      .from(dues)
      .where(and(isShownAs(dueId), IS_OPEN)),
    findBooker(db(), reservation),
  ]);
  const minor = row?.minor ?? 0;
  const facts: DueFacts = {
    ...game,
    due: formatMoney(minor, reservation.currency, notice.locale),
    payUrl: siteUrl(sitePaths.pay(signedToken('payment-link', dueId)), notice.locale).href,
    share:
      row?.cause === 'share' && row.dueBy && notice.participantPosition !== null
        ? {
            hostName: oneLine(host?.name || game.clubName),
            deadline: startInWords(notice.locale, row.dueBy, game.timeZone).moment,
          }
        : null,
  };
  return { ...about, facts, isOpen: minor > 0 };
}
