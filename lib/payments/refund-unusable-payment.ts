import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { LateReason, payments, RefundNoticeKind } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { requestRefund } from '@/lib/ledger/request-refund';
import { notify, tell } from '@/lib/notices/notify';
import { findPayer } from '@/lib/notices/people/find-payer';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { keepGuest } from '@/lib/reservations/visitors/keep-guest';
import { nudge, nudgeRefund } from '@/lib/services/inngest/jobs';
import { cancelHold } from './cancel-hold';

type Payment = Pick<typeof payments.$inferSelect, 'id' | 'dueId'>;

/** Why money bought nothing. */
export type GiveBackWhy =
  | { cause: 'amount_mismatch' | 'duplicate_payment' }
  | { cause: 'late_payment'; because: LateReason };
type Cause = GiveBackWhy['cause'];

/** The causes of refunds of money that bought nothing. */
export const UNUSABLE_CAUSES = [
  'amount_mismatch',
  'late_payment',
  'duplicate_payment',
] as const satisfies Cause[];

/** The notice for whoever paid, by message and on their open pages. */
const NOTICE_OF = {
  amount_mismatch: 'payment_mismatch',
  late_payment: 'payment_too_late',
  duplicate_payment: 'payment_duplicate',
} as const satisfies Record<Cause, RefundNoticeKind>;
const LIVE_TYPE_OF = {
  amount_mismatch: 'payment.mismatch',
  late_payment: 'payment.too_late',
  duplicate_payment: 'payment.duplicate',
} as const satisfies Record<Cause, string>;

/**
 * Requests the refund of money that bought no court, with its reason. A mismatch also cancels the hold, since its
 * quote was not paid.
 */
export async function refundUnusablePayment(
  tx: Tx,
  after: After,
  ctx: Context,
  payment: Payment,
  reservation: Reservation,
  money: { amountMinor: number; currency: string },
  why: GiveBackWhy,
): Promise<void> {
  const { cause } = why;
  if (cause === 'amount_mismatch') await cancelHold(tx, after, ctx, reservation, cause);
  const late = why.cause === 'late_payment' && {
    lateBecause: why.because,
    detail: { because: why.because },
  };
  const refundId = await requestRefund(tx, ctx, { paymentId: payment.id, ...money, cause, ...late });
  const { id: reservationId } = reservation;
  after(nudge, nudgeRefund(refundId, 1));
  const payer = await findPayer(tx, await keepGuest(tx, reservation), payment);
  if (!payer) return;
  if ('userId' in payer)
    await tell(tx, payer.userId, LIVE_TYPE_OF[cause], { reservation_id: reservationId, cause });
  const about = { kind: NOTICE_OF[cause], objectId: refundId, reservationId, refundId };
  await notify(tx, after, { ...about, ...payer });
}
