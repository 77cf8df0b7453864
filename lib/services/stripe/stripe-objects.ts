import { z } from 'zod';

const instant = z.number().transform((seconds) => new Date(seconds * 1000));
const currency = z.string().transform((code) => code.toUpperCase());
const metadata = z.record(z.string(), z.string());
/** A reference that Stripe gives as an id, or as the expanded object. */
const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
  .nullish()
  .transform((id) => id ?? null);

const named = z.looseObject({ id: z.string().optional() });

export type NewIntent = {
  amountMinor: number;
  currency: string;
  /** Null for a payer without an account. */
  customerId: string | null;
  /** Saves the card that pays it to the customer, so that `chargeSavedCard` may charge it without its owner. */
  savesCard?: boolean;
  metadata: PaymentMetadata;
  description: string;
};

type PaymentMetadata = { reservation_id: string; user_id?: string; payment_id: string };

export type SavedCardCharge = {
  amountMinor: number;
  currency: string;
  customerId: string;
  paymentMethodId: string;
  metadata: PaymentMetadata;
  description: string;
};

export type NewRefund = {
  paymentIntentId: string;
  amountMinor: number;
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
  metadata: Record<string, string>;
};

const failure = z
  .object({
    code: z.string().nullish(),
    decline_code: z.string().nullish(),
    message: z.string().nullish(),
  })
  .nullish()
  .transform((error) =>
    error
      ? {
          code: error.code ?? 'unknown',
          declineCode: error.decline_code ?? null,
          message: error.message ?? '',
        }
      : null,
  );

export type Intent = z.output<typeof intentSchema>;
export const intentSchema = z
  .object({
    id: z.string(),
    client_secret: z.string(),
    status: z.enum([
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'processing',
      'requires_capture',
      'succeeded',
      'canceled',
    ]),
    amount: z.int(),
    amount_received: z.int().default(0),
    currency,
    metadata: metadata.default({}),
    customer: reference,
    payment_method: reference,
    last_payment_error: failure,
    created: instant,
    livemode: z.boolean(),
  })
  .transform((intent) => ({
    id: intent.id,
    clientSecret: intent.client_secret,
    status: intent.status,
    amountMinor: intent.amount,
    receivedMinor: intent.amount_received,
    currency: intent.currency,
    metadata: intent.metadata,
    customerId: intent.customer,
    paymentMethodId: intent.payment_method,
    lastError: intent.last_payment_error,
    createdAt: intent.created,
    livemode: intent.livemode,
  }));

/** A wish to save a card to a customer without a payment. */
export type Setup = z.output<typeof setupSchema>;
export const setupSchema = z
  .object({
    id: z.string(),
    client_secret: z.string(),
    status: z.enum([
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'processing',
      'succeeded',
      'canceled',
    ]),
    payment_method: reference,
    customer: reference,
    metadata: metadata.nullish(),
    last_setup_error: failure,
  })
  .transform((setup) => ({
    id: setup.id,
    clientSecret: setup.client_secret,
    status: setup.status,
    paymentMethodId: setup.payment_method,
    customerId: setup.customer,
    metadata: setup.metadata ?? {},
    lastError: setup.last_setup_error,
  }));

/** The last four digits of a saved card, null for another way to pay. */
export const lastDigitsSchema = z
  .object({ card: z.object({ last4: z.string() }).nullish() })
  .transform(({ card }) => card?.last4 ?? null);

export type StripeRefund = z.output<typeof refundSchema>;
export const refundSchema = z
  .object({
    id: z.string(),
    payment_intent: reference,
    amount: z.int(),
    currency,
    // Stripe's own types allow for none.
    status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']).nullish(),
    failure_reason: z.string().nullish(),
    metadata: metadata.nullish(),
    created: instant,
  })
  .transform((refund) => ({
    id: refund.id,
    /** Null only for a charge without an intent, which Pista never makes. */
    paymentIntentId: refund.payment_intent,
    amountMinor: refund.amount,
    currency: refund.currency,
    status: refund.status ?? 'pending',
    failureReason: refund.failure_reason ?? null,
    metadata: refund.metadata ?? {},
    createdAt: refund.created,
  }));

export type StripeDispute = z.output<typeof disputeSchema>;
export const disputeSchema = z
  .object({
    id: z.string(),
    payment_intent: reference,
    amount: z.int(),
    currency,
    status: z.string(),
    reason: z.string(),
    is_charge_refundable: z.boolean(),
    evidence_details: z.object({ due_by: z.number().nullish() }),
    created: instant,
  })
  .transform((dispute) => ({
    id: dispute.id,
    paymentIntentId: dispute.payment_intent,
    amountMinor: dispute.amount,
    currency: dispute.currency,
    status: dispute.status,
    reason: dispute.reason,
    refundable: dispute.is_charge_refundable,
    /** Null where the bank takes no evidence; Stripe then says 0 or nothing. */
    evidenceDueAt: dispute.evidence_details.due_by ? new Date(dispute.evidence_details.due_by * 1000) : null,
    createdAt: dispute.created,
  }));

/**
 * A verified webhook. `payload` is the whole event, of which `storeWebhookEvent` keeps a part; a thin event
 * (docs.stripe.com/event-destinations) names its object in `related_object`.
 */
export type StripeEvent = z.output<typeof eventSchema> & { payload: unknown };
export const eventSchema = z
  .looseObject({
    id: z.string().min(1),
    type: z.string().min(1),
    livemode: z.boolean(),
    data: z.looseObject({ object: named.optional() }).optional(),
    related_object: named.nullish(),
  })
  .transform(({ id, type, livemode, data, related_object }) => ({
    id,
    type,
    objectId: data?.object?.id ?? related_object?.id ?? null,
    livemode,
  }));
