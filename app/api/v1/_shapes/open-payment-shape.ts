import { z } from 'zod';
import { toDecimal } from '@/lib/core/money';
import type { OpenPayment } from '@/lib/payments/start-payment';
import { currency, decimal } from './members';

export const openPaymentSchema = z.strictObject({
  id: z.uuid(),
  status: z.literal('pending'),
  amount: decimal,
  currency,
  payment_intent_id: z.string(),
  client_secret: z.string(),
});

export const paymentStartSchema = z.strictObject({ payment: openPaymentSchema });

/** A payment that waits for the browser to complete it. */
export const openPaymentShape = (payment: OpenPayment) => ({
  id: payment.id,
  status: 'pending',
  amount: toDecimal(payment.amountMinor, payment.currency),
  currency: payment.currency,
  payment_intent_id: payment.paymentIntentId,
  client_secret: payment.clientSecret,
});
