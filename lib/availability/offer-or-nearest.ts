import type { Club } from '@/lib/catalogue/catalogue';
import { listCategories } from '@/lib/catalogue/list-categories';
import type { Context } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { LONGEST_BOOKING_MS, listBusy } from './busy';
import { type Alternative, findAlternatives } from './find-alternatives';
import { offer, type Refusal } from './offer';

/** A start (epoch ms) of one court. `sport` limits the courts of the nearest starts. */
export type AskedStart = { courtId: number; sport: string; startsAt: number; durationMinutes: number };

export type OfferAnswer =
  | { ok: true }
  | { ok: false; reason: Refusal | 'court_inactive'; alternatives: Alternative[] };

/** Whether this person can book a start now, and if not, why, with up to three bookable starts near it. */
export async function offerOrNearest(
  ctx: Context,
  club: Club,
  { courtId, sport, startsAt, durationMinutes }: AskedStart,
): Promise<OfferAnswer> {
  const categories = await listCategories(ctx);
  const wish = {
    startsAt,
    durationMinutes,
    category: categories.get(club.id) ?? null,
    now: ctx.now.getTime(),
  };
  const court = club.courts.find(({ id }) => id === courtId);
  // Neighbouring bookings count too, because the start may leave a gap that nobody could book.
  const busy = await listBusy(
    startsAt - LONGEST_BOOKING_MS - HOUR_MS,
    startsAt + 2 * LONGEST_BOOKING_MS + HOUR_MS,
    [courtId],
  );
  const offered = court
    ? offer(club, court, busy.get(courtId) ?? [], wish)
    : { ok: false as const, reason: 'court_inactive' as const };
  if (offered.ok) return { ok: true };
  return { ok: false, reason: offered.reason, alternatives: await findAlternatives(club, wish, sport) };
}
