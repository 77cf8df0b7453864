import { and, eq, or, sum } from 'drizzle-orm';
import { db } from '@/db';
import { dues } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { formatMoney } from '@/lib/core/money';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { firstOf } from '@/lib/notices/object-id';
import type { DueFacts, Notice } from '@/lib/notices/notice-facts';
import { readReservation } from './reservation-facts';

/**
 * Reads the facts of a notice about what is owed. A part that was paid meanwhile is not asked for.
 * @throws AppError not_found
 */
export async function readDue(notice: Notice) {
  const { facts: game, reservation, ...about } = await readReservation(notice);
  const dueId = firstOf(notice.objectId);
  const [row] = await db()
    .select({ minor: sum(dues.amountMinor).mapWith(Number) })
    .from(dues)
    .where(and(or(eq(dues.id, dueId), eq(dues.splitOf, dueId)), IS_OPEN));
  const minor = row?.minor ?? 0;
  const facts: DueFacts = {
    ...game,
    due: formatMoney(minor, reservation.currency, notice.locale),
    payUrl: siteUrl(sitePaths.pay(signedToken('payment-link', dueId)), notice.locale).href,
  };
  return { ...about, facts, isOpen: minor > 0 };
}
