import { z } from 'zod';
import { REFUND_CAUSES, REFUND_STATUSES } from '@/db/schema';
import type { FailedRefund } from '@/lib/billing/list-failed-refunds';
import { moneyJson } from '@/lib/core/money';
import { isoWithOffset } from '@/lib/core/time';
import { instant, moneySchema } from './members';

export const failedRefundSchema = z
  .strictObject({
    id: z.uuid(),
    payment_id: z.uuid(),
    reservation_id: z.uuid(),
    customer: z.strictObject({ id: z.uuid().optional(), name: z.string() }).nullable(),
    amount: moneySchema,
    cause: z.enum(REFUND_CAUSES),
    failure_reason: z.string().nullable().describe('Stripe’s word for why it failed.'),
    failed_at: instant,
  })
  .describe('Money that should have gone back to a card and is still to be given back.');

export const failedRefundShape = ({ customerId, customerName, ...refund }: FailedRefund) => ({
  id: refund.id,
  payment_id: refund.paymentId,
  reservation_id: refund.reservationId,
  customer: customerName === null ? null : { ...(customerId && { id: customerId }), name: customerName },
  amount: moneyJson(refund.amountMinor, refund.currency),
  cause: refund.cause,
  failure_reason: refund.failureReason,
  failed_at: isoWithOffset(refund.failedAt.getTime(), refund.timeZone),
});

/** Where a refund stands after somebody decided about it. */
export const settledRefundSchema = z.strictObject({ id: z.uuid(), status: z.enum(REFUND_STATUSES) });
