'use server';

import { openPaymentLink, paymentLinkSchema } from '@/lib/billing/open-payment-link';
import type { OpenPayment } from '@/lib/payments/start-payment';
import { type ActionResult, action } from '@/lib/web/action';

const submit = action(paymentLinkSchema, openPaymentLink);

/** Opens the payment of a link for its page. */
export async function openPayment(
  previous: ActionResult<OpenPayment> | null,
  form: FormData,
): Promise<ActionResult<OpenPayment>> {
  return submit(previous, form);
}
