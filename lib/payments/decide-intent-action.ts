import type { payments } from '@/db/schema';
import { MINUTE_MS } from '@/lib/core/time';
import type { Intent } from '@/lib/services/stripe/stripe';

/** What we know of an intent that Stripe lists. */
export type Ours = {
  /** The row with this intent, or the one its metadata names. */
  payment: Pick<
    typeof payments.$inferSelect,
    'status' | 'completedAt' | 'processingSince' | 'paymentIntentId' | 'receivedMinor' | 'currency'
  > | null;
  /** The reservation of that payment, or the one of ours that its metadata names. */
  reservationId: string | null;
  /** Whether the user that its metadata names is one of ours. */
  userKnown: boolean;
  /** What Stripe has given back of it, or is about to. */
  returnedMinor: number;
};

/** What may be found to be done about an intent. */
export const VERDICTS = [
  /** Move our row to what Stripe says. */
  'settle',
  /** Nobody may pay this any more. */
  'cancel',
  /** Paid beside our row: becomes a payment of its reservation, and is then settled as any other. */
  'adopt',
  /** Paid by one of ours for a reservation that we do not have: give it back at Stripe itself. */
  'refund',
  /** Nothing that may be mended without a person. */
  'amount_differs',
  'taken_here_only',
] as const;
export type Verdict = (typeof VERDICTS)[number] | 'agrees';

/** An intent exists a moment before its id is saved. */
const SETTLING_MS = 2 * MINUTE_MS;

/** What is to be done about an intent, by our row and Stripe's; an intent that names nobody of ours is left alone. */
export function decideIntentAction(intent: Intent, ours: Ours, nowMs: number): Verdict {
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

function judgeOwn(intent: Intent, payment: NonNullable<Ours['payment']>): Verdict {
  if (intent.status === 'succeeded') {
    if (!payment.completedAt) return 'settle';
    const same = payment.receivedMinor === intent.receivedMinor && payment.currency === intent.currency;
    return same ? 'agrees' : 'amount_differs';
  }
  if (payment.completedAt) return 'taken_here_only';
  if (intent.status === 'canceled') return payment.status === 'pending' ? 'settle' : 'agrees';
  if (intent.status === 'processing') return 'agrees';
  if (payment.status !== 'pending') return 'cancel';
  // Word of what the bank said was lost: its player still reads that it is at work.
  return payment.processingSince ? 'settle' : 'agrees';
}
