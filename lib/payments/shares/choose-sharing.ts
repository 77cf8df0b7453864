import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { reservations } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { MINUTE_MS } from '@/lib/core/time';
import { recordDetail } from '@/lib/ledger/states';
import { shareDueBy, sharesOf } from '@/lib/ledger/shares';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { seatsOf } from '@/lib/reservations/game/seats';
import { getReservation, type ReservationDetails } from '@/lib/reservations/reservation-details';
import { closeHoldIntent, lockUnpaidHold } from '../reprice-hold';

/** The deadlines that can be chosen, in hours before the start. */
const SHARE_HOURS = [48, 24, 12, 3] as const;

/** A deadline is at least so far away, so that the others can pay. */
const LEAST_NOTICE_MS = 30 * MINUTE_MS;

export const chooseSharingSchema = z.strictObject({
  reservationId: z.uuid(),
  /** Null when whoever booked pays all. */
  sharing: z.strictObject({ seats: z.int().min(2).max(4), hoursBefore: z.literal(SHARE_HOURS) }).nullable(),
});
type ChooseSharing = z.output<typeof chooseSharingSchema>;

/**
 * Says who pays a held court: whoever booked, or each player their share. Then the booker pays their own, and their card
 * pays what is open at the deadline. An open intent over another sum is cancelled at Stripe first.
 * @throws AppError not_found, conflict when it was paid meanwhile or is held no longer, invalid_input for more shares
 *   than seats, a deadline that is too near or a price that cannot be shared, service_unavailable while Stripe is away
 */
export async function chooseSharing(ctx: Context, { reservationId, sharing }: ChooseSharing): Promise<void> {
  const reservation = await getReservation(ctx, reservationId);
  if (!isOwnBooking(ctx.actor, reservation)) throw notFound('reservation');
  if (isSame(reservation.sharing, sharing)) return;
  if (sharing) assertFits(ctx, reservation, sharing);
  await closeHoldIntent(ctx, reservation);
  await transaction((tx) => write(tx, ctx, reservationId, sharing));
}

const isSame = (is: Reservation['sharing'], wanted: ChooseSharing['sharing']): boolean =>
  is?.seats === wanted?.seats && is?.hoursBefore === wanted?.hoursBefore;

/** The deadlines that are still far enough away, the earliest first. */
const deadlinesFor = (startsAt: Date, now: Date): readonly (typeof SHARE_HOURS)[number][] =>
  SHARE_HOURS.filter((hours) => shareDueBy(startsAt, hours).getTime() >= now.getTime() + LEAST_NOTICE_MS);

/** Among how many the cost of a held court can be shared, and until when. Null when it cannot. */
export function sharingFor(
  hold: Pick<ReservationDetails, 'startsAt' | 'priceMinor' | 'currency' | 'replaces' | 'court'>,
  now: Date,
): { seats: readonly number[]; hours: readonly (typeof SHARE_HOURS)[number][] } | null {
  const hours = deadlinesFor(hold.startsAt, now);
  const seats = [2, 3, 4].filter(
    (count) => count <= seatsOf(hold.court) && sharesOf(hold, count).otherMinor >= LEAST_SHARE_MINOR,
  );
  return hold.replaces === null && hours.length > 0 && seats.length > 0 ? { seats, hours } : null;
}

/** Stripe charges no less in most currencies (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const LEAST_SHARE_MINOR = 100;

function assertFits(
  ctx: Context,
  hold: ReservationDetails,
  { seats, hoursBefore }: NonNullable<ChooseSharing['sharing']>,
): void {
  const can = sharingFor(hold, ctx.now);
  if (can?.seats.includes(seats) && can.hours.includes(hoursBefore)) return;
  throw new AppError('invalid_input', 'The cost of this booking cannot be shared like that.', {
    fields: { sharing: ['does not fit the court, its price or its start'] },
  });
}

async function write(tx: Tx, ctx: Context, id: string, sharing: ChooseSharing['sharing']): Promise<void> {
  const locked = await lockUnpaidHold(tx, ctx, id);
  await tx.update(reservations).set({ sharing, updatedAt: sql`now()` }).where(eq(reservations.id, id));
  await recordDetail(tx, ctx, 'reservation', locked, { detail: { sharing } });
}
