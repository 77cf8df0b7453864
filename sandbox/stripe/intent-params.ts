import { z } from 'zod';
import { amountNotWhole, inWords, isCurrency } from './currencies';
import { address, boolean, coded, email, integer, list, metadata, text } from './params';

/** docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, in minor units. Other currencies count as 1. */
const MINIMUM_MINOR: Record<string, number> = {
  eur: 50,
  usd: 50,
  gbp: 30,
  chf: 50,
  mxn: 1000,
  brl: 50,
  pln: 200,
  sek: 300,
  nok: 300,
  dkk: 250,
  jpy: 50,
};
const MAXIMUM_MINOR = 99_999_999;

const currency = z.string().refine((value) => isCurrency(value), {
  error: (issue) => `Invalid currency: ${issue.input}. Stripe currently supports lower-case ISO codes.`,
});

const amount = integer
  .refine((value) => value > 0, {
    error: 'This value must be greater than or equal to 1.',
    ...coded('parameter_invalid_integer'),
  })
  .refine((value) => value <= MAXIMUM_MINOR, {
    error: 'Amount must be no more than 999,999.99.',
    ...coded('amount_too_large'),
  });

/** The API's answer to an amount below the currency's minimum. Null when it may be charged. */
export function amountTooSmall(amountMinor: number, code: string): string | null {
  const minimum = MINIMUM_MINOR[code] ?? 1;
  return amountMinor >= minimum ? null : `Amount must be at least ${inWords(minimum, code)}`;
}

export const paymentMethodDataParams = z.strictObject({
  type: z.literal('card'),
  card: z.strictObject({
    number: z.string().transform((value) => value.replaceAll(' ', '')),
    exp_month: integer,
    exp_year: integer.transform((year) => (year < 100 ? 2000 + year : year)),
    cvc: z.string().optional(),
  }),
  billing_details: z
    .strictObject({
      address: address.nullable().default(null),
      email: email.default(null),
      name: text.default(null),
      phone: text.default(null),
      tax_id: text.default(null),
    })
    .prefault({}),
});

const shared = {
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method: z.string().min(1).optional(),
  payment_method_data: paymentMethodDataParams.optional(),
  receipt_email: email.optional(),
  setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_group: text.optional(),
};

export const confirmation = {
  return_url: z.url({ protocol: /^https?$/, error: 'Not a valid URL' }).optional(),
  use_stripe_sdk: boolean.optional(),
};

export const automaticMethods = z.strictObject({
  enabled: boolean,
  allow_redirects: z.enum(['always', 'never']).default('always'),
});

export const createParams = z
  .strictObject({
    ...shared,
    ...confirmation,
    amount,
    currency,
    automatic_payment_methods: automaticMethods.optional(),
    allowed_payment_method_types: list(z.string()).optional(),
    capture_method: z.enum(['automatic', 'automatic_async', 'manual']).default('automatic_async'),
    confirmation_method: z.enum(['automatic', 'manual']).default('automatic'),
    confirm: boolean.default(false),
    off_session: boolean.default(false),
  })
  .superRefine((params, context) => {
    if (params.off_session && !params.confirm) {
      const message = 'You can only set `off_session` when `confirm` is true.';
      context.addIssue({ code: 'custom', path: ['off_session'], message });
    }
    const message = amountTooSmall(params.amount, params.currency);
    if (message !== null) {
      context.addIssue({ code: 'custom', path: ['amount'], message, ...coded('amount_too_small') });
    }
    const notWhole = amountNotWhole(params.amount, params.currency);
    if (notWhole !== null) {
      const code = coded('parameter_invalid_integer');
      context.addIssue({ code: 'custom', path: ['amount'], message: notWhole, ...code });
    }
  });

export const updateParams = z.strictObject({
  ...shared,
  amount: amount.optional(),
  currency: currency.optional(),
});

export const confirmParams = z.strictObject({
  ...confirmation,
  client_secret: z.string().optional(),
  off_session: boolean.default(false),
  payment_method: shared.payment_method,
  payment_method_data: shared.payment_method_data,
  receipt_email: shared.receipt_email,
  setup_future_usage: shared.setup_future_usage,
});

export const captureParams = z.strictObject({
  amount_to_capture: amount.optional(),
  metadata: metadata.optional(),
});

export const cancelParams = z.strictObject({
  cancellation_reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional(),
});

export type CreateParams = z.output<typeof createParams>;
export type UpdateParams = z.output<typeof updateParams>;
export type ConfirmParams = z.output<typeof confirmParams>;
