import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { requireMay } from '@/lib/auth/permissions';
import { causeOf, overrideSchema, reasonMissing } from '@/lib/cancellations/cancel-reservation';
import { decideCancellation } from '@/lib/cancellations/decide-cancellation';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, isAppError, notFound } from '@/lib/core/errors';
import { chosenIds } from '@/lib/core/input/chosen-ids';
import { keptText } from '@/lib/core/input/kept-text';
import { isAsShown, shownSum } from '@/lib/core/input/shown-sum';
import { moneyJson } from '@/lib/core/money';
import { requireStepUp } from '@/lib/factors/step-up';
import type { Act } from '@/lib/records/acts';
import { cancelMany } from '@/lib/reservations/cancel-many';
import type { Cancellation, Override } from '@/lib/reservations/cancellation';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { listPaid, type Paid, paidOf } from '@/lib/reservations/find-paid';
import { lockReservations } from '@/lib/reservations/lock-reservation';

export const cancelBookingsSchema = z.strictObject({
  ids: chosenIds,
  override: overrideSchema.optional(),
  reason: keptText(500).optional().describe('Required with an override.'),
  /** Whether the players are told. */
  notify: z.boolean().default(true),
  expected: shownSum
    .optional()
    .describe(
      'What goes back of all of them together as the preview told it. When it has become another, none is cancelled, and the conflict tells the new one in `refunded`.',
    ),
});
type CancelBookings = z.output<typeof cancelBookingsSchema>;

/** What became of one of them. Null is one that is over, was cancelled before or is only held. */
type Outcome = { reservation: Reservation; paid: Paid; cancellation: Cancellation | null };

export type CancelledBookings = {
  club: Club;
  rows: readonly { id: string; cancellation: Cancellation | null }[];
  /** What goes back of all of them together, in minor units. */
  refundMinor: number;
  /** Null when none was cancelled. */
  act: Act | null;
};

/**
 * Cancels confirmed bookings of a club as one act, each by its own policy or all by one override. One that cannot be
 * cancelled any more stays and is named.
 * @throws AppError not_found also for a booking of another club, conflict when one moved meanwhile or another sum goes
 *   back than expected, invalid_input, forbidden and, for an override, with `reason` `step_up`, unauthenticated
 */
export async function cancelBookings(
  ctx: Context,
  clubIdOrSlug: string,
  { ids, override, reason, notify, expected }: CancelBookings,
): Promise<CancelledBookings> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, override ? 'overridePolicy' : 'cancelByPolicy');
  if (override && !reason) throw reasonMissing();
  if (override) await requireStepUp(ctx);
  return changeOrPreview(ctx, async (tx, after) => {
    const outcomes = await decideEach(tx, ctx, club, ids, override);
    const cancelled = outcomes.flatMap(({ reservation, paid, cancellation }) =>
      cancellation ? [{ reservation, paid, ...cancellation }] : [],
    );
    const refundMinor = cancelled.reduce((sum, one) => sum + one.refundMinor, 0);
    expectSum(club, refundMinor, expected);
    const { act } = await cancelMany(tx, after, ctx, cancelled, {
      cause: causeOf(override),
      notice: notify ? 'reservation_cancelled' : null,
      act: 'new',
      ...(reason && { reason }),
    });
    return {
      club,
      rows: outcomes.map(({ reservation: { id }, cancellation }) => ({ id, cancellation })),
      refundMinor,
      act,
    };
  });
}

function expectSum({ currency }: Club, refundMinor: number, expected: CancelBookings['expected']): void {
  if (isAsShown(expected, refundMinor, currency)) return;
  throw new AppError('conflict', 'Another sum goes back by now; nothing was cancelled.', {
    details: { refunded: moneyJson(refundMinor, currency) },
  });
}

/** In the order in which they were named. */
async function decideEach(
  tx: Tx,
  ctx: Context,
  club: Club,
  ids: readonly string[],
  override: Override | undefined,
): Promise<Outcome[]> {
  const locked = await lockReservations(tx, ids);
  if ([...locked.values()].some(({ clubId }) => clubId !== club.id)) throw notFound('reservation');
  const paid = await listPaid(tx, ids, true);
  return ids.map((id) => {
    const reservation = locked.get(id);
    if (!reservation) throw notFound('reservation');
    const decided = { reservation, paid: paidOf(paid, id) };
    return { ...decided, cancellation: decide(ctx, decided, override) };
  });
}

function decide(
  ctx: Context,
  { reservation, paid }: Omit<Outcome, 'cancellation'>,
  override: Override | undefined,
): Cancellation | null {
  // Releasing a hold cannot be undone, so it is not part of the act.
  if (reservation.status !== 'confirmed') return null;
  try {
    return decideCancellation(ctx, reservation, paid, override);
  } catch (error) {
    if (isAppError(error, 'conflict')) return null;
    throw error;
  }
}
