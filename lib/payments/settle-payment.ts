import { eq, sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { assertNever } from '@/lib/core/errors';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { findPaymentByIntent } from '@/lib/ledger/find-payment-by-intent';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { endedOf } from '@/lib/ledger/read-figures';
import { type Due, shownId } from '@/lib/ledger/open-due';
import { divideOverDues, listOpenDues, payDues } from '@/lib/ledger/settle-dues';
import { move } from '@/lib/ledger/states';
import { type Confirmed, confirmReservation, type Reservation } from '@/lib/reservations/confirm-reservation';
import { lockWithReplaced } from '@/lib/reservations/lock-reservation';
import { getIntent, type Intent } from '@/lib/services/stripe/stripe';
import { completeMove } from './complete-move';
import { endChargedCost } from './shares/end-shared-cost';
import { openShares } from './shares/open-shares';
import { type GiveBackWhy, refundUnusablePayment } from './refund-unusable-payment';

type Payment = typeof payments.$inferSelect;

/** The result for an intent, `unknown` without a payment of ours. */
export type Settlement =
  | {
      outcome:
        | 'confirmed'
        | 'refunding'
        | 'already_settled'
        | 'cancelled'
        | 'declined'
        | 'processing'
        | 'open';
    }
  | { outcome: 'unknown' };

type Outcome = Settlement['outcome'];

/**
 * Reads an intent at Stripe and moves our rows forward to it. Safe any number of times, in any order, from webhook,
 * return page and reconciliation.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function settlePayment(ctx: Context, paymentIntentId: string): Promise<Settlement> {
  return settleIntent(ctx, await getIntent(paymentIntentId));
}

/** The same for an intent that was read just now. */
export async function settleIntent(ctx: Context, intent: Intent): Promise<Settlement> {
  const found = await findPaymentByIntent(intent);
  if (!found) return { outcome: 'unknown' };
  const outcome = await transaction(async (tx, after) => {
    const locked = await lockWithReplaced(tx, found.reservationId);
    const payment = await lockPayment(tx, found.paymentId);
    return follow(tx, after, ctx, { ...payment, paymentIntentId: intent.id }, locked, intent);
  });
  return { outcome };
}

/** A reservation and, if it is the hold of a move, the booking that it moves. */
type Locked = { reservation: Reservation; replaced: Reservation | null };

async function follow(
  tx: Tx,
  after: After,
  ctx: Context,
  payment: Payment,
  locked: Locked,
  intent: Intent,
): Promise<Outcome> {
  switch (intent.status) {
    case 'succeeded':
      return payment.completedAt ? 'already_settled' : succeed(tx, after, ctx, payment, locked, intent);
    case 'canceled':
      return payment.status === 'pending' ? abandon(tx, ctx, payment, intent) : 'already_settled';
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'requires_action':
    case 'requires_capture':
    case 'processing':
      return payment.status === 'pending' ? note(tx, payment, intent) : 'already_settled';
    default:
      return assertNever(intent.status);
  }
}

/**
 * The late-money table: paid money takes the court while it is free, or moves the booking there that it is for, and is
 * refunded in full otherwise. For a court that its player has it settles what is owed.
 */
async function succeed(
  tx: Tx,
  after: After,
  ctx: Context,
  payment: Payment,
  { reservation, replaced }: Locked,
  intent: Intent,
): Promise<Outcome> {
  const mismatch = intent.receivedMinor !== payment.amountMinor || intent.currency !== payment.currency;
  await complete(tx, ctx, payment, intent, mismatch);
  // First, so that a process that dies here has committed and sent no event.
  after(() => crashPoint('payment_settled'));
  if (mismatch) return refunding(tx, after, ctx, payment, reservation, intent, { cause: 'amount_mismatch' });
  switch (reservation.status) {
    case 'payment_pending':
    case 'pending':
    case 'expired': {
      const taken = await take(tx, after, ctx, payment, { reservation, replaced });
      if (taken.confirmed) {
        await abandonPayments(tx, after, { reservationIds: [reservation.id], butFor: payment.id });
        if (!replaced) await openShares(tx, after, ctx, reservation, intent);
        return 'confirmed';
      }
      const { because } = taken;
      return refunding(tx, after, ctx, payment, reservation, intent, { cause: 'late_payment', because });
    }
    case 'cancelled': {
      const why = { cause: 'late_payment', because: 'cancelled' } as const;
      return refunding(tx, after, ctx, payment, reservation, intent, why);
    }
    case 'confirmed':
    case 'completed':
    case 'no_show':
      if (
        !(await isWanting(tx, reservation, payment)) ||
        !(await settleOwed(tx, after, ctx, reservation, payment, intent))
      )
        return refunding(tx, after, ctx, payment, reservation, intent, { cause: 'duplicate_payment' });
      return 'confirmed';
    default:
      return assertNever(reservation.status);
  }
}

const take = (
  tx: Tx,
  after: After,
  ctx: Context,
  { id: paymentId }: Payment,
  { reservation, replaced }: Locked,
): Promise<Confirmed> =>
  replaced
    ? completeMove(tx, after, ctx, { hold: reservation, booking: replaced, paymentId })
    : confirmReservation(tx, after, ctx, reservation);

/**
 * Whether all that was paid or waived for a player's court, with this payment, stays within its price. The booker's own
 * share is paid once, whatever the others owe.
 */
const isWanting = async (tx: Tx, booking: Reservation, payment: Payment): Promise<boolean> =>
  booking.staffSettledBy === null &&
  !isOwnShareAgain(booking, payment) &&
  (await endedOf(tx, booking.id)) <= booking.priceMinor;

const isOwnShareAgain = ({ sharing, confirmedAt }: Reservation, { paysFor, createdAt }: Payment): boolean =>
  sharing !== null && paysFor === 'owed' && confirmedAt !== null && createdAt < confirmedAt;

/**
 * Ends what a payment pays: its share, the open shares, or the oldest dues. False for a share that is paid already. Others
 * over what is owed no longer are cancelled.
 */
async function settleOwed(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  { id, reservationId, paysFor, dueId }: Payment,
  { receivedMinor: paidMinor }: Intent,
): Promise<boolean> {
  const open = (await listOpenDues(tx, reservationId)).filter(({ cause }) => isPaidBy(paysFor, cause));
  const { parts, leftMinor } = divideOverDues(
    dueId === null ? open : open.filter((due) => dueId === shownId(due)),
    paidMinor,
  );
  if (dueId !== null && leftMinor !== 0) return false;
  await payDues(tx, ctx, parts, { by: { payment_id: id }, asStaff: false });
  const others = { reservationIds: [reservationId], butFor: id };
  await abandonPayments(tx, after, dueId === null ? others : { ...others, paysFor: 'owed' });
  if (paysFor === 'open_shares') await endChargedCost(tx, after, reservation, id);
  return true;
}

const isPaidBy = (paysFor: Payment['paysFor'], cause: Due['cause']): boolean =>
  paysFor === 'owed' || cause === 'share';

async function refunding(
  tx: Tx,
  after: After,
  ctx: Context,
  payment: Payment,
  reservation: Reservation,
  { receivedMinor, currency }: Intent,
  why: GiveBackWhy,
): Promise<Outcome> {
  const money = { amountMinor: receivedMinor, currency };
  await refundUnusablePayment(tx, after, ctx, payment, reservation, money, why);
  return 'refunding';
}

async function complete(
  tx: Tx,
  ctx: Context,
  payment: Payment,
  intent: Intent,
  mismatch: boolean,
): Promise<void> {
  const set = {
    paymentIntentId: intent.id,
    receivedMinor: intent.receivedMinor,
    currency: intent.currency,
    needsReview: mismatch ? 'amount_mismatch' : null,
    declineCode: null,
    cancelRequestedAt: null,
    sealedClientSecret: null,
    completedAt: sql`now()`,
  };
  const detail = { payment_intent_id: intent.id, received_minor: intent.receivedMinor };
  await move(tx, ctx, 'payment', payment, 'completed', { set, detail });
}

async function abandon(tx: Tx, ctx: Context, payment: Payment, intent: Intent): Promise<Outcome> {
  const set = { paymentIntentId: intent.id, sealedClientSecret: null };
  await move(tx, ctx, 'payment', payment, 'cancelled', { set });
  return 'cancelled';
}

/** Stores the last decline, or that the bank works on it, for the page. The hold goes on. */
async function note(tx: Tx, payment: Payment, intent: Intent): Promise<Outcome> {
  const declineCode = intent.lastError?.declineCode ?? intent.lastError?.code ?? null;
  const processing = intent.status === 'processing';
  await tx
    .update(payments)
    .set({
      paymentIntentId: intent.id,
      declineCode,
      processingSince: processing ? sql`coalesce(${payments.processingSince}, now())` : null,
      updatedAt: sql`now()`,
    })
    .where(eq(payments.id, payment.id));
  if (processing) return 'processing';
  return declineCode ? 'declined' : 'open';
}
