import { z } from 'zod';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, type Court, getCourt } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { findRepeated, type Repeated } from '@/lib/desk/acts/find-repeated';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { offeringOthers } from '@/lib/desk/bookings/find-place';
import { lockCourt } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { planShift, shiftSchema } from './plan-shift';
import type { SplitEvening, StayReason } from './split-evening';
import type { MovedBookings } from './swap-bookings';
import { writeMoves } from './write-moves';

export const shiftCourtSchema = shiftSchema.extend({
  /** Whether the customers are told. */
  notify: z.boolean().default(true),
  /** The bookings that a preview said would begin later. Others, or fewer, are refused. */
  expected: z.array(z.uuid()).max(300).optional(),
});
export type ShiftCourt = z.output<typeof shiftCourtSchema>;

/** A booking that stays, with why. */
export type StayingItem = { item: BoardItem; reason: StayReason };

export type ShiftedCourt = MovedBookings & { unfit: readonly StayingItem[] };

/**
 * Lets the bookings of a court begin later from some time of a day on, as far as they fit. Their prices stay.
 * @throws AppError conflict with `bookings` and `unfit` when none can move, or others than were expected; not_found,
 *   forbidden, unauthenticated
 */
export async function shiftCourt(ctx: Context, wanted: ShiftCourt): Promise<ShiftedCourt> {
  const { club, court } = await getCourt(wanted.courtId);
  requireMay(ctx, club.id, 'moveBookings', 'court');
  return offeringOthers(ctx, club, () =>
    changeOrPreview(ctx, async (tx, after) => {
      await lockCourt(tx, court.id);
      await expireHoldsOf(tx, ctx, court.id);
      const { act, bookingIds, unfit } =
        (await repeatedShift(tx, ctx, { club, court }, wanted)) ??
        (await shift(tx, after, ctx, { club, court }, wanted));
      return { club, items: await readItems(tx, bookingIds), act, unfit: await readStaying(tx, unfit) };
    }),
  );
}

type Shifted = Repeated & Pick<SplitEvening, 'unfit'>;

/** The shift that the same request has made before, with who stays now. */
async function repeatedShift(
  tx: Tx,
  ctx: Context,
  { club, court }: { club: Club; court: Court },
  wanted: ShiftCourt,
): Promise<Shifted | null> {
  const repeated = await findRepeated(tx, ctx, club.id);
  if (!repeated) return null;
  const { unfit } = await planShift(tx, ctx, { club, court }, wanted, repeated.bookingIds);
  return { ...repeated, unfit };
}

async function shift(
  tx: Tx,
  after: After,
  ctx: Context,
  { club, court }: { club: Club; court: Court },
  wanted: ShiftCourt,
): Promise<Shifted> {
  const { plans, unfit } = await planShift(tx, ctx, { club, court }, wanted);
  const bookingIds = plans.map(({ booking }) => booking.id);
  if (bookingIds.length === 0)
    throw await refusal(tx, club, 'Nothing on this court can begin later.', { plans, unfit });
  if (wanted.expected && !isSame(bookingIds, wanted.expected))
    throw await refusal(tx, club, 'The court has changed: other bookings would begin later.', {
      plans,
      unfit,
    });
  const act = await writeMoves(tx, after, ctx, { club, kind: 'shift', plans, isTold: wanted.notify });
  return { act, bookingIds, unfit };
}

function isSame(ids: readonly string[], expected: readonly string[]): boolean {
  const wanted = new Set(expected);
  return ids.length === wanted.size && ids.every((id) => wanted.has(id));
}

async function refusal(
  tx: Tx,
  club: Club,
  message: string,
  { plans, unfit }: SplitEvening,
): Promise<AppError> {
  const bookings = await readItems(
    tx,
    plans.map(({ booking }) => booking.id),
  );
  const staying = await readStaying(tx, unfit);
  return new AppError('conflict', message, {
    details: {
      bookings: bookings.map((item) => boardItemJson(club, item)),
      unfit: staying.map((one) => stayingJson(club, one)),
    },
  });
}

/** In the order of the board. */
export async function readStaying(tx: Tx, unfit: SplitEvening['unfit']): Promise<StayingItem[]> {
  const reasons = new Map(unfit.map(({ booking, reason }) => [booking.id, reason]));
  const items = await readItems(tx, [...reasons.keys()]);
  return items.flatMap((item) => {
    const reason = reasons.get(item.id);
    return reason ? [{ item, reason }] : [];
  });
}

/** One that stays, as the API writes it. */
export const stayingJson = (club: Club, { item, reason }: StayingItem) => ({
  ...boardItemJson(club, item),
  stays_because: reason,
});
