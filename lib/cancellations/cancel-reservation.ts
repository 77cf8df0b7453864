import { z } from 'zod';
import { transaction } from '@/db';
import type { RefundCause, RefundReason } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { keptText } from '@/lib/core/input/kept-text';
import { parseDecimal } from '@/lib/core/money';
import { requireStepUp } from '@/lib/factors/step-up';
import { cancelMany } from '@/lib/reservations/cancel-many';
import {
  CANCELLATION_RULES,
  type Cancellation,
  OVERRIDES,
  type Override,
  refundJson,
} from '@/lib/reservations/cancellation';
import { findPaid, type Paid } from '@/lib/reservations/find-paid';
import { lockEditableReservation } from '@/lib/reservations/get-editable-reservation';
import { decideCancellation } from './decide-cancellation';
import { type Cancelled, findCancelled } from './find-cancelled';

export const overrideSchema = z
  .enum(OVERRIDES)
  .describe(
    'Staff of the club, instead of the policy: all that is left goes back, or nothing does; `weather` gives all of it back and may be used until the end of the game.',
  );

export const expectedSchema = z.strictObject({
  amount: z.string().max(20),
  rule: z.enum(CANCELLATION_RULES),
});

export const cancelReservationSchema = z.strictObject({
  reservationId: z.uuid(),
  reason: keptText(500).optional().describe('Required with an override.'),
  override: overrideSchema.optional(),
  expected: expectedSchema
    .optional()
    .describe(
      'The refund as the preview told it. When it has become another, nothing is cancelled, and the conflict tells the new one in `refund`.',
    ),
});
export type CancelReservation = z.output<typeof cancelReservationSchema>;

/**
 * Cancels a reservation and writes its refund and notice in the same commit. A repeat under the same request key
 * returns the first answer.
 * @throws AppError not_found when it is not the actor's (or their club's), conflict when it cannot be cancelled any
 *   more or gives back another amount than expected, forbidden when a player asks for an override and, for an override,
 *   with `reason` `step_up`, invalid_input for an override without a reason
 */
export const cancelReservation = (ctx: Context, wanted: CancelReservation): Promise<Cancelled> =>
  cancelIf(ctx, wanted, (cancellation) => expectFigures(cancellation, wanted.expected));

/** The same, unless `agree` throws at the amount that would be given back. */
export async function cancelIf(
  ctx: Context,
  wanted: CancelReservation & { refundReason?: RefundReason },
  agree: (cancellation: Cancellation, paid: Paid) => void,
): Promise<Cancelled> {
  const { reason, refundReason, override } = wanted;
  if (override && !reason) throw reasonMissing();
  if (override) await requireStepUp(ctx);
  return transaction(async (tx, after) => {
    const { reservation } = await lockEditableReservation(tx, ctx, wanted.reservationId, 'cancelByPolicy');
    const before = await findCancelled(tx, ctx, reservation.id);
    if (before) return before;
    const paid = await findPaid(tx, reservation.id, true);
    const cancellation = decideCancellation(ctx, reservation, paid, override);
    agree(cancellation, paid);
    const { refundIds } = await cancelMany(tx, after, ctx, [{ reservation, paid, ...cancellation }], {
      cause: causeOf(override),
      notice: 'reservation_cancelled',
      ...(reason && { reason }),
      ...(refundReason && { refundReason }),
      ...(ctx.requestKey !== undefined && { requestKey: ctx.requestKey }),
    });
    return { ...cancellation, refundId: refundIds[0] ?? null };
  });
}

/** Why money goes back. */
export function causeOf(override: Override | undefined): RefundCause {
  if (override === undefined) return 'cancellation';
  return override === 'weather' ? 'weather' : 'staff';
}

function expectFigures(now: Cancellation, expected: CancelReservation['expected']): void {
  if (!expected) return;
  if (parseDecimal(expected.amount, now.currency) === now.refundMinor && expected.rule === now.rule) return;
  throw new AppError('conflict', 'Another amount goes back by now; nothing was cancelled.', {
    details: { refund: refundJson(now) },
  });
}

/** An override must say why. */
export const reasonMissing = () =>
  new AppError('invalid_input', 'Say why the policy does not decide.', {
    fields: { reason: ['is required with an override'] },
  });
