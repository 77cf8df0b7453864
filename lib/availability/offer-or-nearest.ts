import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { LONGEST_BOOKING_MS, listBusy } from './busy';
import { categoryAt, readBuyer } from './buyer';
import { type Alternative, findAlternatives } from './find-alternatives';
import { listOwnGames } from './list-own-games';
import { offer, type Refusal } from './offer';
import { quotaOf } from './quota';

/** A start (epoch ms) of one court. `sport` limits the courts of the nearest starts. */
export type AskedStart = { courtId: number; sport: string; startsAt: number; durationMinutes: number };

export type OfferAnswer =
  | { ok: true }
  | { ok: false; reason: Refusal | 'court_inactive' | 'category_quota'; alternatives: Alternative[] };

/** Whether this person can book a start now, and if not, why, with up to three bookable starts near it. */
export async function offerOrNearest(
  ctx: Context,
  club: Club,
  { courtId, sport, startsAt, durationMinutes }: AskedStart,
): Promise<OfferAnswer> {
  const buyer = await readBuyer(ctx);
  const wish = {
    startsAt,
    durationMinutes,
    category: categoryAt(buyer, club.id),
    now: ctx.now.getTime(),
  };
  const court = club.courts.find(({ id }) => id === courtId);
  const games = await listOwnGames(buyer, [club]);
  const quotaAt = quotaOf(club, wish.category, games.get(club.id) ?? [], wish.now);
  // Neighbouring bookings count too, because the start may leave a gap that nobody could book.
  const busy = await listBusy(
    startsAt - LONGEST_BOOKING_MS - HOUR_MS,
    startsAt + 2 * LONGEST_BOOKING_MS + HOUR_MS,
    [courtId],
  );
  const offered = court
    ? offer(club, court, busy.get(courtId) ?? [], wish)
    : { ok: false as const, reason: 'court_inactive' as const };
  const endsAt = startsAt + durationMinutes * MINUTE_MS;
  const isBeyond = offered.ok && quotaAt({ courtId, startsAt, endsAt }) !== null;
  if (offered.ok && !isBeyond) return { ok: true };
  return {
    ok: false,
    reason: offered.ok ? 'category_quota' : offered.reason,
    alternatives: await findAlternatives(club, wish, { sport, quotaAt }),
  };
}
