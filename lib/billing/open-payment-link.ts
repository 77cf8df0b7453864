import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { checkPaymentForAnybody, type PaymentCheck } from '@/lib/payments/check-payment';
import { type OpenPayment, type Payable, startPaymentForAnybody } from '@/lib/payments/start-payment';
import { findPaymentLink, type PaymentLink } from './find-payment-link';

export const paymentLinkSchema = z.strictObject({ token: z.string().max(100) });
type Link = z.output<typeof paymentLinkSchema>;

/**
 * Makes or finds the one open intent over what a link asks for, for whoever has it.
 * @throws AppError not_found for a link that we did not make, conflict once it is settled, and what
 *   `startPaymentForAnybody` throws
 */
export async function openPaymentLink(ctx: Context, { token }: Link): Promise<OpenPayment> {
  const { state, ...link } = await findPaymentLink(token);
  if (state === 'open') return startPaymentForAnybody(ctx, payableOf(link));
  throw new AppError('conflict', 'Nothing is owed any more: it was paid, waived or cancelled.');
}

/**
 * What has become of a payment by link, by asking Stripe instead of waiting for its event.
 * @throws AppError not_found for a link that we did not make
 */
export async function checkPaymentLink(ctx: Context, { token }: Link): Promise<PaymentCheck> {
  return checkPaymentForAnybody(ctx, payableOf(await findPaymentLink(token)));
}

const payableOf = ({ reservationId, share }: Pick<PaymentLink, 'reservationId' | 'share'>): Payable => ({
  reservationId,
  dueId: share?.dueId ?? null,
});
