import { HELD } from '@/db/schema';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { localTime } from '@/lib/core/time';
import type { Notice, OfferFacts } from '@/lib/notices/notice-facts';
import { readReservation } from './reservation-facts';

/**
 * Reads the facts of a notice about a court that is held for one who waited. It is open until the hold ends.
 * @throws AppError not_found
 */
export async function readOffer(notice: Notice) {
  const { facts, reservation, reader } = await readReservation(notice);
  const { id, status, holdExpiresAt } = reservation;
  const endsAt = HELD.some((held) => held === status) ? holdExpiresAt : null;
  const offer: OfferFacts = {
    ...facts,
    heldUntil: endsAt ? localTime(endsAt.getTime(), facts.timeZone) : '',
    checkoutUrl: siteUrl(sitePaths.checkout(id), notice.locale).href,
  };
  return { facts: offer, endsAt, reader };
}
