import { changeOrPreview } from '@/db/change-or-preview';
import { requireMay } from '@/lib/auth/permissions';
import { getCourt } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import type { TimeRange } from '@/lib/core/time';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { lockCourt } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { planShift, type Shift } from './plan-shift';
import { readStaying, type StayingItem } from './shift-court';

/** A booking with where it would be, or with why it stays. */
export type Shifting = { item: BoardItem; to: TimeRange } | StayingItem;

/**
 * What `shiftCourt` would do to the bookings of a court from some time of a day on, in their order. None when nothing
 * begins from then on.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function previewShift(ctx: Context, wanted: Shift): Promise<Shifting[]> {
  const { club, court } = await getCourt(wanted.courtId);
  requireMay(ctx, club.id, 'moveBookings', 'court');
  return changeOrPreview({ ...ctx, preview: true }, async (tx) => {
    await lockCourt(tx, court.id);
    await expireHoldsOf(tx, ctx, court.id);
    const { plans, unfit } = await planShift(tx, ctx, { club, court }, wanted);
    const places = new Map(plans.map(({ booking, place }) => [booking.id, place]));
    const moving = await readItems(tx, [...places.keys()]);
    const evening: Shifting[] = [
      ...moving.map((item) => ({ item, to: places.get(item.id) ?? item })),
      ...(await readStaying(tx, unfit)),
    ];
    return evening.toSorted((one, other) => one.item.startsAt - other.item.startsAt);
  });
}
