import { OCCUPYING } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getCourt } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { firstInstantOf, parseLocalTime } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import { getPlanner } from '@/lib/desk/get-planner';
import { type ShiftCourt, shiftCourt } from './shift-court';

/** A booking, and the same where it would be. Null for one that stays. */
export type Shifting = { item: BoardItem; to: BoardItem | null };

/**
 * What `shiftCourt` would do to the bookings of a court from some time of a day on, in their order. None when nothing
 * begins from then on.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function previewShift(ctx: Context, wanted: Omit<ShiftCourt, 'notify'>): Promise<Shifting[]> {
  const { club, court } = await getCourt(wanted.courtId);
  requireMay(ctx, club.id, 'moveBookings', 'court');
  const from = firstInstantOf(wanted.date, parseLocalTime(wanted.from) ?? 0, club.timeZone);
  const day = await getPlanner(ctx, String(club.id), { date: wanted.date, view: 'day', courtId: court.id });
  const moved = await moving(ctx, wanted);
  return day.items
    .filter(
      ({ courtId, startsAt, status }) =>
        courtId === court.id && startsAt >= from && OCCUPYING.some((occupying) => occupying === status),
    )
    .map((item) => ({ item, to: moved.find(({ id }) => id === item.id) ?? null }));
}

/** Those that can begin later, as they would be. */
async function moving(ctx: Context, wanted: Omit<ShiftCourt, 'notify'>): Promise<readonly BoardItem[]> {
  try {
    return (await shiftCourt({ ...ctx, preview: true }, { ...wanted, notify: false })).items;
  } catch (error) {
    if (isAppError(error, 'conflict')) return [];
    throw error;
  }
}
