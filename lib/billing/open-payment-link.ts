import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { checkPaymentForAnybody, type PaymentCheck } from '@/lib/payments/check-payment';
import { type OpenPayment, startPaymentForAnybody } from '@/lib/payments/start-payment';
import { findPaymentLink } from './find-payment-link';

export const paymentLinkSchema = z.strictObject({ token: z.string().max(100) });
type Link = z.output<typeof paymentLinkSchema>;

/**
 * Makes or finds the one open intent over what is owed for the booking of a link, for whoever has it.
 * @throws AppError not_found for a link that we did not make, conflict once it is settled, and what
 *   `startPaymentForAnybody` throws
 */
export async function openPaymentLink(ctx: Context, { token }: Link): Promise<OpenPayment> {
  const { state, reservationId } = await findPaymentLink(token);
  if (state === 'open') return startPaymentForAnybody(ctx, { reservationId });
  throw new AppError('conflict', 'Nothing is owed any more: it was paid, waived or cancelled.');
}

/**
 * What has become of a payment by link, by asking Stripe instead of waiting for its event.
 * @throws AppError not_found for a link that we did not make
 */
export async function checkPaymentLink(ctx: Context, { token }: Link): Promise<PaymentCheck> {
  const { reservationId } = await findPaymentLink(token);
  return checkPaymentForAnybody(ctx, { reservationId });
}
