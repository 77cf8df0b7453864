import type { payments } from '@/db/schema';
import { MINUTE_MS } from '@/lib/core/time';
import type { Intent } from '@/lib/services/stripe/stripe';

/** Our side of an intent that Stripe lists. */
export type Ours = {
  /** The row with this intent, or the one its metadata names. */
  payment: Pick<
    typeof payments.$inferSelect,
    'status' | 'completedAt' | 'processingSince' | 'paymentIntentId' | 'receivedMinor' | 'currency'
  > | null;
  /** The reservation of the payment, or the one that the intent's metadata names. */
  reservationId: string | null;
  /** Whether the user that its metadata names is one of ours. */
  userKnown: boolean;
  /** What Stripe has refunded of it, made or pending. */
  returnedMinor: number;
};

/** The possible actions about an intent. */
export const INTENT_ACTIONS = [
  /** Move our row to Stripe's state. */
  'settle',
  /** Nobody may pay it any more. */
  'cancel',
  /** Paid without a row of ours. It becomes a payment of its reservation and is settled as any other. */
  'adopt',
  /** Paid by a player of ours for a reservation that we do not have. It is refunded at Stripe itself. */
  'refund',
  /** A case for a person. */
  'amount_differs',
  'taken_here_only',
] as const;
export type IntentAction = (typeof INTENT_ACTIONS)[number] | 'agrees';

/** An intent exists a moment before its id is saved. */
const SETTLING_MS = 2 * MINUTE_MS;

/** The action for an intent, by our row and Stripe's. An intent of nobody of ours is left alone. */
export function decideIntentAction(intent: Intent, ours: Ours, nowMs: number): IntentAction {
  const { payment } = ours;
  if (payment?.paymentIntentId === intent.id) return judgeOwn(intent, payment);
  const unsaved = payment && payment.paymentIntentId === null;
  if (unsaved && payment.status === 'pending' && intent.status !== 'succeeded') return 'agrees';
  if (nowMs - intent.createdAt.getTime() < SETTLING_MS || intent.status === 'canceled') return 'agrees';
  if (unsaved && intent.status === 'succeeded') return 'settle';
  if (ours.reservationId === null && !ours.userKnown) return 'agrees';
  if (intent.status !== 'succeeded') return intent.status === 'processing' ? 'agrees' : 'cancel';
  if (ours.reservationId !== null) return 'adopt';
  return ours.returnedMinor < intent.receivedMinor ? 'refund' : 'agrees';
}

function judgeOwn(intent: Intent, payment: NonNullable<Ours['payment']>): IntentAction {
  if (intent.status === 'succeeded') {
    if (!payment.completedAt) return 'settle';
    const same = payment.receivedMinor === intent.receivedMinor && payment.currency === intent.currency;
    return same ? 'agrees' : 'amount_differs';
  }
  if (payment.completedAt) return 'taken_here_only';
  if (intent.status === 'canceled') return payment.status === 'pending' ? 'settle' : 'agrees';
  if (intent.status === 'processing') return 'agrees';
  if (payment.status !== 'pending') return 'cancel';
  // The bank's answer was lost, so the player still reads that the bank works on it.
  return payment.processingSince ? 'settle' : 'agrees';
}
