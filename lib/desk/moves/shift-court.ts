import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { OCCUPYING, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { listBusyOf } from '@/lib/availability/busy';
import { type Club, type Court, getCourt } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { firstInstantOf, parseLocalTime, type TimeRange } from '@/lib/core/time';
import { boardDays } from '@/lib/desk/board-days';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { offeringOthers } from '@/lib/desk/bookings/find-place';
import { reachOf } from '@/lib/desk/judge-place';
import { lockCourt, type Reservation } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { findRepeated, type Repeated } from '@/lib/desk/acts/find-repeated';
import { customerOf } from './plan-move';
import { type SplitEvening, splitEvening } from './split-evening';
import type { MovedBookings } from './swap-bookings';
import { writeMoves } from './write-moves';

export const shiftCourtSchema = z.strictObject({
  courtId: z.int().positive().max(2_147_483_647),
  /** Local to the club. */
  date: boardDate,
  /** Bookings that begin earlier stay. */
  from: askedTime,
  minutes: z.int().min(15).max(120).multipleOf(5),
  /** Whether the customers are told. */
  notify: z.boolean().default(true),
});
export type ShiftCourt = z.output<typeof shiftCourtSchema>;

export type ShiftedCourt = MovedBookings & {
  /** Those that stay, because they would end after closing or run into one that stays. */
  unfit: readonly BoardItem[];
};

/**
 * Lets the bookings of a court begin later from some time of a day on, as far as they fit. Their prices stay.
 * @throws AppError conflict with `unfit` when none can move, not_found, forbidden, unauthenticated
 */
export async function shiftCourt(ctx: Context, wanted: ShiftCourt): Promise<ShiftedCourt> {
  const { club, court } = await getCourt(wanted.courtId);
  requireMay(ctx, club.id, 'moveBookings', 'court');
  return offeringOthers(ctx, club, () =>
    changeOrPreview(ctx, async (tx, after) => {
      await lockCourt(tx, court.id);
      await expireHoldsOf(tx, ctx, court.id);
      const repeated = await findRepeated(tx, ctx, club.id);
      if (repeated) return readShifted(tx, club, court, wanted, repeated);
      const { plans, unfit } = await planShift(tx, ctx, club, court, wanted);
      if (plans.length === 0) throw nothingMoves(club, await readItems(tx, idsOf(unfit)));
      const act = await writeMoves(tx, after, ctx, { club, kind: 'shift', plans, isTold: wanted.notify });
      const bookingIds = plans.map(({ booking }) => booking.id);
      return readShifted(tx, club, court, wanted, { act, bookingIds });
    }),
  );
}

/** Whatever else begins in that time has stayed. */
async function readShifted(
  tx: Tx,
  club: Club,
  court: Court,
  wanted: ShiftCourt,
  { act, bookingIds }: Repeated,
): Promise<ShiftedCourt> {
  const there = idsOf(await lockBookingsFrom(tx, court, eveningOf(club, wanted)));
  const items = await readItems(tx, bookingIds);
  const unfit = await readItems(
    tx,
    there.filter((id) => !bookingIds.includes(id)),
  );
  return { club, items, act, unfit };
}

function eveningOf(club: Club, { date, from }: ShiftCourt): TimeRange {
  const startsAt = firstInstantOf(date, parseLocalTime(from) ?? 0, club.timeZone);
  return { startsAt, endsAt: boardDays(club, date, 1).endsAt };
}

const idsOf = (bookings: readonly Reservation[]) => bookings.map(({ id }) => id);

async function planShift(
  tx: Tx,
  ctx: Context,
  club: Club,
  court: Court,
  wanted: ShiftCourt,
): Promise<SplitEvening> {
  const evening = eveningOf(club, wanted);
  const bookings = await lockBookingsFrom(tx, court, evening);
  const later = [];
  for (const booking of bookings) later.push({ booking, customer: await customerOf(tx, booking) });
  const busy = await listBusyOf(tx, court.id, reachOf([evening]), idsOf(bookings));
  return splitEvening({ club, court, later, busy, minutes: wanted.minutes, now: ctx.now.getTime() });
}

/** Whatever takes the court and begins within a stretch. */
const lockBookingsFrom = (tx: Tx, { id }: Court, { startsAt, endsAt }: TimeRange): Promise<Reservation[]> =>
  tx
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.courtId, id),
        inArray(reservations.status, [...OCCUPYING]),
        gte(reservations.startsAt, new Date(startsAt)),
        lt(reservations.startsAt, new Date(endsAt)),
      ),
    )
    .orderBy(asc(reservations.id))
    .for('update');

const nothingMoves = (club: Club, unfit: readonly BoardItem[]) =>
  new AppError('conflict', 'Nothing on this court can begin later.', {
    details: { unfit: unfit.map((item) => boardItemJson(club, item)) },
  });
