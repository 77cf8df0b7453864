import { toDecimal } from '@/lib/core/money';
import type { OpenPayment } from '@/lib/payments/start-payment';

/** A payment that waits for the browser to complete it. */
export const openPaymentShape = (payment: OpenPayment) => ({
  id: payment.id,
  status: 'pending',
  amount: toDecimal(payment.amountMinor, payment.currency),
  currency: payment.currency,
  payment_intent_id: payment.paymentIntentId,
  client_secret: payment.clientSecret,
});
