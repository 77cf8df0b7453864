import { v7 } from 'uuid';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { blockVerb, requireMay } from '@/lib/auth/permissions';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';
import { findRepeated, type Repeated } from '@/lib/desk/acts/find-repeated';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { ANYBODY, placesAt, reachOf } from '@/lib/desk/judge-place';
import { type BusyCourts, lockCourts } from '@/lib/desk/lock-courts';
import { tellOfBooking } from '@/lib/notices/tell-of-booking';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { refusal } from '@/lib/reservations/refuse-slot';
import { draftBlock, draftSale } from './draft-bookings';
import { findPlace, offeringOthers, PlaceTaken } from './find-place';
import { insertBookings } from './insert-bookings';
import { lockBooker } from './lock-booker';
import { isGame } from '@/lib/ledger/game';
import { type BookAtDesk, readWish, type Wish } from './read-wish';
import { sendLinks, settleBookings } from './settle-bookings';
import { writeBookingAct } from './write-booking-act';

/** What was booked, and the act by which it can be taken back. */
export type DeskBooking = { club: Club; items: readonly BoardItem[]; act: Act };

type Asked = {
  club: Club;
  courts: readonly Court[];
  /** Where the wall time lies, two in the autumn hour. */
  places: readonly TimeRange[];
  wish: Wish;
  wanted: BookAtDesk;
};

/**
 * Books courts for a customer, a walk-in or the club itself, all of them or none. Rules of the club may be broken and
 * are then named in the audit, but for closed hours by the desk; what is taken never is. The price is that of the
 * customer's category. A repeat under the same request key is the first booking.
 * @throws AppError slot_taken with up to three alternatives, not_bookable for `dst_gap`, `closed` and `no_price`,
 *   conflict for cash without an open till, invalid_input, not_found also for a court or customer of another club,
 *   forbidden, unauthenticated
 */
export async function bookAtDesk(
  ctx: Context,
  clubIdOrSlug: string,
  wanted: BookAtDesk,
): Promise<DeskBooking> {
  const asked = await readAsked(ctx, clubIdOrSlug, wanted);
  const { club } = asked;
  return offeringOthers(ctx, club, () =>
    changeOrPreview(ctx, async (tx, after) => {
      const busy = await lockCourts(tx, ctx, wanted.courtIds, reachOf(asked.places));
      const repeated = await findRepeated(tx, ctx, club.id);
      const { bookingIds, act } = repeated ?? (await book(tx, after, ctx, asked, busy));
      return { club, items: await readItems(tx, bookingIds), act };
    }),
  );
}

async function readAsked(ctx: Context, clubIdOrSlug: string, wanted: BookAtDesk): Promise<Asked> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'bookAtDesk');
  const wish = readWish(wanted);
  if (!isGame(wish)) requireMay(ctx, club.id, blockVerb(wanted.durationMinutes * MINUTE_MS));
  const courts = wanted.courtIds.flatMap((id) => club.courts.find((court) => court.id === id) ?? []);
  if (courts.length < wanted.courtIds.length) throw notFound('court');
  const places = placesAt(club, wanted);
  if (places.length === 0) throw refusal('dst_gap');
  return { club, courts, places, wish, wanted };
}

async function book(tx: Tx, after: After, ctx: Context, asked: Asked, busy: BusyCourts): Promise<Repeated> {
  const booked = await takeCourts(tx, ctx, asked, busy);
  const { wish, wanted } = asked;
  const settle = isGame(wish) ? wish.settle : 'due';
  const owed = await settleBookings(tx, ctx, booked, settle);
  const act = await writeBookingAct(tx, ctx, { kind: 'book' }, booked);
  // Nobody hears of a game that has begun.
  const ahead = booked.filter(({ startsAt }) => startsAt > ctx.now);
  if (wanted.notify) for (const one of ahead) await tellOfBooking(tx, after, one, act);
  if (settle === 'link') await sendLinks(tx, after, booked, owed, act);
  return { bookingIds: booked.map(({ id }) => id), act };
}

async function takeCourts(
  tx: Tx,
  ctx: Context,
  { club, courts, places, wish, wanted: { title, note } }: Asked,
  busy: BusyCourts,
): Promise<Reservation[]> {
  const customer = isGame(wish) ? await lockBooker(tx, ctx, club, wish.who) : null;
  const asking = customer ?? ANYBODY;
  const place = findPlace(courts, places, busy, asking.category);
  const drafts = isGame(wish)
    ? draftSale(ctx, club, courts, place, busy, asking, wish)
    : courts.map(draftBlock);
  const players = isGame(wish) ? wish.players : [];
  const common = { kind: wish.kind, customer, players, title, note };
  const placed = drafts.map((draft) => ({ ...draft, ...place }));
  const booked = await insertBookings(tx, ctx, club, common, placed, placed.length > 1 ? v7() : null);
  const lost = courts.find(({ id }) => booked.every(({ courtId }) => courtId !== id));
  if (lost) throw new PlaceTaken(lost, place, asking.category);
  return booked;
}
