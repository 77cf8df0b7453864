import { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import type { RefundCause, RefundReason } from '@/db/schema';
import { may } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { keptText } from '@/lib/core/input/kept-text';
import { isAsShown, shownSum } from '@/lib/core/input/shown-sum';
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

export const expectedSchema = shownSum.extend({
  rule: z.enum(CANCELLATION_RULES),
});

export const cancelReservationSchema = z.strictObject({
  reservationId: z.uuid(),
  reason: keptText(500).optional().describe('Required with an override.'),
  override: overrideSchema.optional(),
  refund: z
    .enum(['policy', ...OVERRIDES])
    .optional()
    .describe(
      'Staff of the club: the same as `override`, for which no reason is asked, or what the policy grants.',
    ),
  notify: z.boolean().optional().describe('Staff of the club: whether the player is told, true unless said.'),
  expected: expectedSchema
    .optional()
    .describe(
      'The refund as the preview told it. When it has become another, nothing is cancelled, and the conflict tells the new one in `refund`.',
    ),
});
export type CancelReservation = z.output<typeof cancelReservationSchema>;

/**
 * Cancels a reservation and writes its refund and notice in the same commit. What staff cancel can be taken back for
 * a while, and its refund and notice wait for that. A repeat under the same request key returns the first answer.
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
  const { reason, refundReason } = wanted;
  const override = overrideOf(wanted);
  if (override) await requireStepUp(ctx);
  return changeOrPreview(ctx, async (tx, after) => {
    const { reservation, own } = await lockEditableReservation(
      tx,
      ctx,
      wanted.reservationId,
      'cancelByPolicy',
    );
    // Whoever works at the club acts as its staff, also on a game of their own.
    const asStaff = !own || may(ctx.actor, reservation.clubId, 'cancelByPolicy');
    if (!asStaff && wanted.notify === false) throw onlyStaff('decide whether the player is told');
    const before = await findCancelled(tx, ctx, reservation.id);
    if (before) return before;
    const paid = await findPaid(tx, reservation.id, true);
    const cancellation = decideCancellation(ctx, reservation, paid, override);
    agree(cancellation, paid);
    const { refundIds, act } = await cancelMany(tx, after, ctx, [{ reservation, paid, ...cancellation }], {
      cause: causeOf(override),
      notice: wanted.notify === false ? null : 'reservation_cancelled',
      ...(asStaff && reservation.status === 'confirmed' && { act: 'new' as const }),
      ...(reason && { reason }),
      ...(refundReason && { refundReason }),
      ...(ctx.requestKey !== undefined && { requestKey: ctx.requestKey }),
    });
    return { ...cancellation, refundId: refundIds[0] ?? null, act };
  });
}

/** What staff choose instead of the policy, by either name. */
function overrideOf({ override, refund, reason }: CancelReservation): Override | undefined {
  if (override && refund) throw twice();
  if (override && !reason) throw reasonMissing();
  return refund === undefined || refund === 'policy' ? override : refund;
}

/** Why money goes back. */
export function causeOf(override: Override | undefined): RefundCause {
  if (override === undefined) return 'cancellation';
  return override === 'weather' ? 'weather' : 'staff';
}

function expectFigures(now: Cancellation, expected: CancelReservation['expected']): void {
  if (!expected) return;
  if (isAsShown(expected, now.refundMinor, now.currency) && expected.rule === now.rule) return;
  throw new AppError('conflict', 'Another amount goes back by now; nothing was cancelled.', {
    details: { refund: refundJson(now) },
  });
}

const onlyStaff = (act: string) => new AppError('forbidden', `Only staff of the club ${act}.`);

const twice = () =>
  new AppError('invalid_input', 'Say once what goes back: by `refund` or by `override`.', {
    fields: { refund: ['goes only without override'] },
  });

/** An override must say why. */
export const reasonMissing = () =>
  new AppError('invalid_input', 'Say why the policy does not decide.', {
    fields: { reason: ['is required with an override'] },
  });
