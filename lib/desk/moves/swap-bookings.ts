import { eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { courts, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { TimeRange } from '@/lib/core/time';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { offeringOthers } from '@/lib/desk/bookings/find-place';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { lockBookings } from './lock-bookings';
import { planMove } from './plan-move';
import { writeMoves } from './write-moves';

const seenSchema = z.strictObject({ id: z.uuid(), revision: z.int().min(0) });

export const swapBookingsSchema = z
  .strictObject({
    a: seenSchema,
    b: seenSchema,
    /** What becomes of prices that change. By default as the club has it for moves, and kept where it would ask. */
    price: z.enum(['keep', 'list']).optional(),
    notify: z.boolean().default(true),
  })
  .refine(({ a, b }) => a.id !== b.id, { path: ['b', 'id'], message: 'must be another booking' });
export type SwapBookings = z.output<typeof swapBookingsSchema>;

/** Moved bookings of one club, and the act that moved them. */
export type MovedBookings = { club: Club; items: readonly BoardItem[]; act: Act };

/**
 * Lets two bookings of a club exchange their courts and starts. Each keeps its length, and both must fit.
 * @throws AppError as `moveBooking`, but that no price is left open
 */
export async function swapBookings(ctx: Context, wanted: SwapBookings): Promise<MovedBookings> {
  const { a: seenA, b: seenB } = wanted;
  const { club, courtOf } = await findBoth(ctx, seenA.id, seenB.id);
  return offeringOthers(ctx, club, () =>
    changeOrPreview(ctx, async (tx, after) => {
      const repeated = await findRepeated(tx, ctx, club.id);
      const act = repeated?.act ?? (await swap(tx, after, ctx, club, courtOf, wanted));
      return { club, items: await readItems(tx, [seenA.id, seenB.id]), act };
    }),
  );
}

async function swap(
  tx: Tx,
  after: After,
  ctx: Context,
  club: Club,
  courtOf: (booking: Reservation) => Court,
  wanted: SwapBookings,
): Promise<Act> {
  const [a, b] = await lockBookings(tx, ctx, 'moveBookings', [wanted.a, wanted.b]);
  if (!a || !b) throw new Error('each booking that is asked for is locked');
  const price = wanted.price ?? (club.movePrice === 'list' ? 'list' : 'keep');
  const planFor = (booking: Reservation, other: Reservation) =>
    planMove(tx, ctx, club, {
      booking,
      court: courtOf(other),
      places: [placeOf(booking, other)],
      price,
      leaving: [a, b],
      coming: a.courtId === b.courtId ? [placeOf(other, booking)] : [],
    });
  const plans = [await planFor(a, b), await planFor(b, a)];
  return writeMoves(tx, after, ctx, { club, kind: 'swap', plans, isTold: wanted.notify });
}

/** The place of one booking at the start of another. */
function placeOf(booking: Reservation, other: Reservation): TimeRange {
  const startsAt = other.startsAt.getTime();
  return { startsAt, endsAt: startsAt + booking.endsAt.getTime() - booking.startsAt.getTime() };
}

async function findBoth(ctx: Context, ...ids: readonly string[]) {
  const found = await db()
    .select({ id: reservations.id, clubId: reservations.clubId, court: courts })
    .from(reservations)
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(inArray(reservations.id, [...ids]));
  const [first] = found;
  if (!first || found.length < ids.length) throw notFound('reservation');
  for (const { clubId } of found) requireMay(ctx, clubId, 'moveBookings', 'reservation');
  if (found.some(({ clubId }) => clubId !== first.clubId)) throw notFound('reservation');
  const courtOf = ({ courtId }: Reservation): Court => {
    const court = found.map(({ court }) => court).find(({ id }) => id === courtId);
    if (!court) throw new Error('a booking whose court changed is stale');
    return court;
  };
  return { club: await getClub(first.clubId), courtOf };
}
