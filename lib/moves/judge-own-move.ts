import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { courts } from '@/db/schema';
import { listBusyOf } from '@/lib/availability/busy';
import { offer, type Refusal } from '@/lib/availability/offer';
import type { OwnGame, Quota } from '@/lib/availability/quota';
import { decideCancellation } from '@/lib/cancellations/decide-cancellation';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';
import { reachOf } from '@/lib/desk/judge-place';
import { judgeMove } from '@/lib/desk/moves/judge-move';
import type { Plan } from '@/lib/desk/moves/plan-move';
import { OWN_MOVE_GRACE_MS } from '@/lib/payments/complete-move';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { findPaid } from '@/lib/reservations/find-paid';
import { quotaRefusal, refusal } from '@/lib/reservations/refuse-slot';
import { readAsking } from './read-asking';

/** Where a player wants a booking of theirs: the first of the places that is sold. */
export type OwnWish = {
  club: Club;
  court: Court;
  booking: Reservation;
  places: readonly [TimeRange, ...TimeRange[]];
  /** The limit of their category that they would have reached there, without this booking. */
  quotaAt: (category: string | null) => (game: OwnGame) => Quota | null;
  /** The hold of another move of the same booking, which ends by this one. */
  held: Reservation | null;
};

/** A move as it would be done, or why the place is not sold. */
export type OwnJudgement = { ok: true; plan: Plan } | { ok: false; reason: Refusal; category: string | null };

/**
 * What a player's move of their own booking does to its price, by the rules by which anybody books. A price that was
 * agreed stays where the list price does.
 * @throws AppError conflict for a booking that is not confirmed or is there already; not_bookable `locked`,
 *   `not_free_any_more`, `blocked_customer`, `category_quota` and `no_price`; not_found for a court that is not sold
 */
export async function judgeOwnMove(on: Db | Tx, ctx: Context, wish: OwnWish): Promise<OwnJudgement> {
  const { club, court, booking, places, held } = wish;
  await assertMovable(on, ctx, booking);
  const customer = await readAsking(on, booking);
  if (customer.blockedAt) throw refusal('blocked_customer');
  const sold = await asSoldNow(on, court);
  const leaving = held ? [booking.id, held.id] : [booking.id];
  const busy = await listBusyOf(on, court.id, reachOf(places), leaving);
  const now = ctx.now.getTime();
  const { category } = customer;
  const offers = places.map((place) => {
    const durationMinutes = (place.endsAt - place.startsAt) / MINUTE_MS;
    const { startsAt } = place;
    return { place, ...offer(club, sold, busy, { startsAt, durationMinutes, category, now }) };
  });
  const chosen = offers.find(({ ok }) => ok) ?? offers[0];
  if (!chosen?.ok) return { ok: false, reason: chosen?.reason ?? 'closed', category };
  const { place } = chosen;
  if (isThere(booking, court, place)) throw new AppError('conflict', 'The booking is there already.');
  const quota = wish.quotaAt(category)({ courtId: court.id, ...place });
  if (quota) throw quotaRefusal(quota);
  const byList: Club = { ...club, movePrice: 'list' };
  const judged = judgeMove(byList, booking, { court, place, busy }, customer, now);
  if (judged.pricing.is !== 'set') throw refusal('no_price');
  const policyUntil = new Date(now + OWN_MOVE_GRACE_MS);
  return { ok: true, plan: { ...judged, booking, court, place, policyUntil } };
}

/**
 * Whether a player may move their booking at all.
 * @throws AppError conflict when it is not confirmed or has begun, not_bookable `locked` and `not_free_any_more`
 */
export async function assertMovable(on: Db | Tx, ctx: Context, booking: Reservation): Promise<void> {
  if (booking.status !== 'confirmed' || booking.kind !== 'booking' || booking.startsAt <= ctx.now)
    throw new AppError('conflict', 'Only a confirmed booking that has not begun can be moved.');
  if (booking.lockedAt !== null) throw refusal('locked');
  const { rule } = decideCancellation(ctx, booking, await findPaid(on, booking.id), undefined);
  if (rule !== 'free' && rule !== 'nothing_paid') throw refusal('not_free_any_more');
}

/** The catalogue in memory may be older than the court's last change. */
async function asSoldNow(on: Db | Tx, court: Court): Promise<Court> {
  const [row] = await on
    .select({ retiresOn: courts.retiresOn })
    .from(courts)
    .where(and(eq(courts.id, court.id), isNull(courts.deactivatedAt)));
  if (!row) throw notFound('court');
  return { ...court, retiresOn: row.retiresOn };
}

const isThere = ({ courtId, startsAt, endsAt }: Reservation, court: Court, place: TimeRange): boolean =>
  court.id === courtId && place.startsAt === startsAt.getTime() && place.endsAt === endsAt.getTime();
