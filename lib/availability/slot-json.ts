import type { Club } from '@/lib/catalogue/catalogue';
import { moneyJson } from '@/lib/core/money';
import { isoWithOffset, localTime } from '@/lib/core/time';

/** A priced stretch of time as the API writes it, in the club's wall time with its offset. */
export const slotJson = (
  club: Pick<Club, 'timeZone' | 'currency'>,
  slot: { startsAt: number; endsAt: number; priceMinor: number },
) => ({
  start_time: localTime(slot.startsAt, club.timeZone),
  end_time: localTime(slot.endsAt, club.timeZone),
  starts_at: isoWithOffset(slot.startsAt, club.timeZone),
  ends_at: isoWithOffset(slot.endsAt, club.timeZone),
  price: moneyJson(slot.priceMinor, club.currency),
});
