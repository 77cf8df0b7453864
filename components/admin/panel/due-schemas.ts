import { z } from 'zod';
import { payDueSchema } from '@/lib/billing/pay-due';
import { sendPaymentLinkSchema } from '@/lib/billing/send-payment-link';
import { waiveDueSchema } from '@/lib/billing/waive-due';

const dueId = z.uuid();
const orNothing = (text: string) => text.trim() || undefined;

/** The fields of the form that pays a due. A comma may stand for the point of an amount. */
export const payDueForm = z.strictObject({
  dueId,
  method: payDueSchema.shape.method,
  amount: z
    .string()
    .transform((amount) => orNothing(amount.replace(',', '.')))
    .pipe(payDueSchema.shape.amount),
  reference: z.string().transform(orNothing).pipe(payDueSchema.shape.reference),
});

/** The fields of the form that lets a due go. */
export const waiveDueForm = waiveDueSchema.extend({ dueId });

/** The fields of the form that sends a link by which a due can be paid. */
export const linkDueForm = sendPaymentLinkSchema.extend({ dueId });
