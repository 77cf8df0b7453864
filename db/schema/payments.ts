import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { acts } from './acts';
import { createdAt, instant, listed, publicId } from './columns';
import { reservations } from './reservations';
import { dues } from './till';
import { users } from './users';

export const PAYMENT_STATUSES = [
  'pending',
  'completed',
  'partially_refunded',
  'refunded',
  'failed',
  'cancelled',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** The statuses of a payment that was made, refunded or not. */
const COMPLETED_STATUSES = ['completed', 'partially_refunded', 'refunded'] satisfies PaymentStatus[];

/**
 * `covered`: the same money went back another way, at Stripe itself, through the bank or by hand, so this refund is
 * not made. `recalled`: staff took back the act that asked for it.
 */
export const REFUND_STATUSES = [
  'requested',
  'pending',
  'succeeded',
  'failed',
  'covered',
  'recalled',
] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Why money goes back. `moved` is what a move made a booking cheaper by, `dashboard` a refund made at Stripe itself. */
export const REFUND_CAUSES = [
  'cancellation',
  'late_payment',
  'amount_mismatch',
  'duplicate_payment',
  'club_deleted',
  'staff',
  'weather',
  'moved',
  'dashboard',
] as const;
export type RefundCause = (typeof REFUND_CAUSES)[number];

/**
 * Why money for a court came too late: the court was taken, its start had passed, it is no longer sold, the
 * reservation was cancelled, the money was found after its end, or the booking that it was to move has changed.
 */
export const LATE_REASONS = [
  'court_taken',
  'start_passed',
  'court_closed',
  'cancelled',
  'found_later',
  'booking_changed',
] as const;
export type LateReason = (typeof LATE_REASONS)[number];

export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/**
 * What a payment is for: a hold or what is owed of a booking, one player's share, or all open shares by the saved card
 * of whoever booked.
 */
export const PAYS_FOR = ['owed', 'share', 'open_shares'] as const;
export type PaysFor = (typeof PAYS_FOR)[number];

export const payments = pgTable(
  'payments',
  {
    id: publicId(),
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    userId: uuid().references(() => users.id),
    paysFor: text({ enum: PAYS_FOR }).notNull().default('owed'),
    /** The due of a share. */
    dueId: uuid().references(() => dues.id),
    status: text({ enum: PAYMENT_STATUSES }).notNull().default('pending'),
    /** Part of the intent's idempotency key, raised only after a final refusal to create one. */
    attempt: integer().notNull().default(1),
    amountMinor: integer().notNull(),
    /** Upper-case ISO 4217. */
    currency: text().notNull(),
    paymentIntentId: text().unique(),
    /** The intent's client secret, sealed with `lib/core/seal.ts`. */
    sealedClientSecret: text(),
    /** What Stripe took, which may differ from the amount asked for. */
    receivedMinor: integer().notNull().default(0),
    refundedMinor: integer().notNull().default(0),
    declineCode: text(),
    /** Since when the bank works on it, by Stripe's events. Counts only while it is pending. */
    processingSince: instant(),
    /** The intent must be cancelled at Stripe, because nothing may be paid on it any more. */
    cancelRequestedAt: instant(),
    /** How often reading it at Stripe failed for reasons of its own, and until when it is put off. */
    cancelFailures: integer().notNull().default(0),
    cancelRetryAfter: instant(),
    /** Money kept by the policy although the court was given back. */
    retainedByPolicyAt: instant(),
    retainedMinor: integer().notNull().default(0),
    /** What a person must review, in a word ("amount_mismatch"). */
    needsReview: text(),
    completedAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    index('payments_reservation_idx').on(t.reservationId),
    index('payments_user_idx').on(t.userId),
    uniqueIndex('payments_open_key').on(t.reservationId).where(sql`status = 'pending' and due_id is null`),
    uniqueIndex('payments_open_share_key').on(t.dueId).where(sql`status = 'pending' and due_id is not null`),
    index('payments_due_idx').on(t.dueId).where(sql`due_id is not null`),
    index('payments_cancel_idx').on(t.cancelRequestedAt).where(sql`status = 'pending'`),
    index('payments_review_idx').on(t.updatedAt).where(sql`needs_review is not null`),
    check(
      'payments_pays_for',
      sql`${t.paysFor} in ${listed(PAYS_FOR)} and (${t.paysFor} = 'share') = (${t.dueId} is not null)`,
    ),
    check('payments_status', sql`${t.status} in ${listed(PAYMENT_STATUSES)}`),
    check(
      'payments_amounts',
      sql`${t.amountMinor} > 0 and ${t.receivedMinor} >= 0
        and ${t.refundedMinor} between 0 and ${t.receivedMinor} and ${t.currency} ~ '^[A-Z]{3}$'`,
    ),
    check('payments_retained', sql`${t.retainedMinor} >= 0`),
    check(
      'payments_completed',
      sql`(${t.status} in ${listed(COMPLETED_STATUSES)}) = (${t.completedAt} is not null)`,
    ),
  ],
);

export const refunds = pgTable(
  'refunds',
  {
    id: publicId(),
    paymentId: uuid()
      .notNull()
      .references(() => payments.id),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    status: text({ enum: REFUND_STATUSES }).notNull().default('requested'),
    cause: text({ enum: REFUND_CAUSES }).notNull(),
    /** Of a `late_payment`. */
    lateBecause: text({ enum: LATE_REASONS }),
    reason: text({ enum: REFUND_REASONS }).notNull().default('requested_by_customer'),
    note: text(),
    requestedBy: text().notNull(),
    /** Names the request under an `Idempotency-Key`, so that a repeat finds this row even without an answer. */
    requestKey: text(),
    /** Part of the idempotency key, raised when staff retry a refund that failed for good. */
    attempt: integer().notNull().default(1),
    stripeRefundId: text().unique(),
    failureReason: text(),
    /** How often sending it failed for reasons of its own, and until when it is put off. */
    sendFailures: integer().notNull().default(0),
    retryAfter: instant(),
    /** The act of staff that asked for it, and until when it is not sent, since the act may be undone. */
    actId: uuid().references(() => acts.id, { onDelete: 'set null' }),
    notBefore: instant(),
    /**
     * The dispute that must end before this may be sent. Kept after a lost one has covered it, since an appeal can
     * undo that.
     */
    heldByDisputeId: text().references((): AnyPgColumn => disputes.id),
    /**
     * For a refund made at Stripe itself before the game: the amount that the court lacks because of it. Reduced once
     * somebody let the booking stand without.
     */
    missingMinor: integer().notNull().default(0),
    /** The club paid it another way, in cash or by transfer. It is covered and still counts as given back. */
    paidByHandAt: instant(),
    settledAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    index('refunds_payment_idx').on(t.paymentId),
    uniqueIndex('refunds_request_key').on(t.requestedBy, t.requestKey),
    index('refunds_open_idx')
      .on(t.createdAt)
      .where(sql`status in ${listed(['requested', 'pending'] satisfies RefundStatus[])}`),
    index('refunds_failed_idx').on(t.updatedAt).where(sql`status = 'failed'`),
    index('refunds_missing_idx').on(t.paymentId).where(sql`missing_minor > 0`),
    index('refunds_act_idx').on(t.actId).where(sql`act_id is not null`),
    index('refunds_held_idx').on(t.heldByDisputeId).where(sql`held_by_dispute_id is not null`),
    check('refunds_status', sql`${t.status} in ${listed(REFUND_STATUSES)}`),
    check('refunds_cause', sql`${t.cause} in ${listed(REFUND_CAUSES)}`),
    check('refunds_reason', sql`${t.reason} in ${listed(REFUND_REASONS)}`),
    check('refunds_amounts', sql`${t.amountMinor} > 0 and ${t.currency} ~ '^[A-Z]{3}$'`),
    check('refunds_paid_by_hand', sql`${t.paidByHandAt} is null or ${t.status} = 'covered'`),
    check(
      'refunds_late_because',
      sql`${t.lateBecause} is null or (${t.cause} = 'late_payment' and ${t.lateBecause} in ${listed(LATE_REASONS)})`,
    ),
  ],
);

export const WEBHOOK_PROVIDERS = ['stripe', 'resend', 'twilio'] as const;

/**
 * Kept for ever, because the unique key is the only guard against a late redelivery. Personal data of an event are
 * not kept (`lib/records/store-webhook-event.ts`).
 */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    provider: text({ enum: WEBHOOK_PROVIDERS }).notNull(),
    eventId: text().notNull(),
    type: text().notNull(),
    /** The provider's id of the event's object, which is read at the provider. */
    objectId: text(),
    livemode: boolean().notNull().default(false),
    payload: jsonb().notNull(),
    tryCount: integer().notNull().default(0),
    lastError: text(),
    nextAttemptAt: instant(),
    receivedAt: createdAt(),
    processedAt: instant(),
    deadAt: instant(),
  },
  (t) => [
    uniqueIndex('webhook_events_event_key').on(t.provider, t.eventId),
    index('webhook_events_open_idx').on(t.receivedAt).where(sql`processed_at is null and dead_at is null`),
    index('webhook_events_object_idx').on(t.objectId),
    index('webhook_events_number_idx')
      .on(sql`(payload -> 'params' ->> 'From')`)
      .where(sql`provider = 'twilio' and type = 'incoming'`),
    index('webhook_events_plain_idx')
      .on(t.id)
      .where(sql`provider = 'twilio' and type = 'incoming' and payload -> 'params' ->> 'From' like '+%'`),
    index('webhook_events_dead_idx').on(t.id).where(sql`dead_at is not null`),
    index('webhook_events_waiting_idx').on(t.id).where(sql`processed_at is null and dead_at is null`),
    index('webhook_events_event_prefix_idx').on(t.eventId.op('text_pattern_ops')),
    index('webhook_events_object_prefix_idx').on(t.objectId.op('text_pattern_ops')),
  ],
);

export const disputes = pgTable(
  'disputes',
  {
    id: text().primaryKey(),
    paymentId: uuid().references(() => payments.id),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    /** Stripe's value, which may become a new one (`lib/ledger/disputes.ts`). */
    status: text().notNull(),
    reason: text().notNull(),
    /** Whether Stripe still allows a refund of the payment, as during a bank's inquiry. */
    refundable: boolean().notNull().default(false),
    /** When the bank opened it. `createdAt` is when we first heard. */
    openedAt: createdAt(),
    /** The last moment for evidence, null when the bank takes none. */
    evidenceDueAt: instant(),
    fundsWithdrawnAt: instant(),
    fundsReinstatedAt: instant(),
    closedAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [index('disputes_payment_idx').on(t.paymentId)],
);

/** The card of whoever booked that carries the shares nobody pays, until there is nothing to carry. */
export const sharedCosts = pgTable(
  'shared_costs',
  {
    reservationId: uuid()
      .primaryKey()
      .references(() => reservations.id),
    /** Made for this booking alone, null until the first payment is opened and once the card is forgotten. */
    stripeCustomerId: text().unique(),
    /** Known once the booker has paid their own share. */
    paymentMethodId: text(),
    /** Why the card was refused at the deadline. The shares are owed by whoever has them since. */
    declineCode: text(),
    createdAt: createdAt(),
    /** Since when the card carries nothing any more. */
    endedAt: instant(),
  },
  (t) => [
    index('shared_costs_open_idx').on(t.createdAt).where(sql`ended_at is null`),
    check(
      'shared_costs_card',
      sql`(${t.paymentMethodId} is null or ${t.stripeCustomerId} is not null)
        and (${t.endedAt} is null or ${t.stripeCustomerId} is null)`,
    ),
  ],
);

/** A customer at Stripe of an erased person, until Stripe has erased it too. */
export const customerRemovals = pgTable(
  'customer_removals',
  {
    stripeCustomerId: text().primaryKey(),
    requestedAt: createdAt(),
  },
  (t) => [index('customer_removals_requested_idx').on(t.requestedAt)],
);
