import { and, eq } from 'drizzle-orm';
import { db } from '@/db';
import { disputes, dues, payments, refunds, reservations } from '@/db/schema';
import { IS_OPEN } from '@/lib/ledger/open-due';
import type { Ledger, StripeIntent } from './ledger';

type Payment = typeof payments.$inferSelect;

/** Checks our books against Stripe's to the cent: every intent, refund and dispute, in both directions. */
export async function judgeBooks(ledger: Ledger): Promise<string[]> {
  const rows = await db().select().from(payments);
  const ours = new Map(rows.map((payment) => [payment.paymentIntentId ?? payment.id, payment]));
  return [
    ...[...ledger.intents.values()].flatMap((intent) => judgeIntent(intent, ours.get(intent.id))),
    ...rows
      .filter(({ completedAt, paymentIntentId }) => completedAt && !ledger.intents.has(paymentIntentId ?? ''))
      .map(({ paymentIntentId }) => `P1 ${paymentIntentId}: in our books, not at Stripe`),
    ...(await judgeOpenIntents(rows, ledger)),
    ...(await judgeRefunds(ledger)),
    ...(await judgeDisputes(ledger)),
  ];
}

function judgeIntent(intent: StripeIntent, payment: Payment | undefined): string[] {
  const { id, amount_received: taken, amount_refunded: returned } = intent;
  const breaches: string[] = [];
  if (intent.amount_refund_pending > 0) breaches.push(`P2 ${id}: a refund is still pending at Stripe`);
  if (!payment) {
    if (taken !== returned) breaches.push(`P1 ${id}: money at Stripe that is not in our books`);
    if (isPayable(intent)) breaches.push(`P1 ${id}: nobody of ours, and still to be paid`);
    return breaches;
  }
  if (payment.receivedMinor !== taken) {
    breaches.push(`P3 ${id}: Stripe took ${taken}, we say ${payment.receivedMinor}`);
  }
  if (payment.refundedMinor !== returned) {
    breaches.push(`P3 ${id}: Stripe returned ${returned}, we say ${payment.refundedMinor}`);
  }
  if (payment.currency !== intent.currency.toUpperCase()) {
    breaches.push(`P3 ${id}: Stripe counts in ${intent.currency}, we in ${payment.currency}`);
  }
  return breaches;
}

const isPayable = ({ status }: StripeIntent) => status !== 'succeeded' && status !== 'canceled';

/** Only a hold may still be paid, or a share that nobody has paid. */
async function judgeOpenIntents(rows: readonly Payment[], { intents }: Ledger): Promise<string[]> {
  const shares = await db()
    .select({ id: dues.id })
    .from(dues)
    .where(and(eq(dues.cause, 'share'), IS_OPEN));
  const open = new Set(shares.map(({ id }) => id));
  const statuses = new Map(
    (await db().select({ id: reservations.id, status: reservations.status }).from(reservations)).map(
      ({ id, status }) => [id, status],
    ),
  );
  return rows.flatMap(({ paymentIntentId, reservationId, dueId }) => {
    const intent = intents.get(paymentIntentId ?? '');
    const status = statuses.get(reservationId);
    const held = status === 'pending' || status === 'payment_pending' || open.has(dueId ?? '');
    return intent && isPayable(intent) && !held
      ? [`P1 ${intent.id}: ${intent.status} at Stripe, for a reservation that is ${status}`]
      : [];
  });
}

/** One row of ours for each refund of Stripe's, and the reverse. */
async function judgeRefunds({ refunds: remotes, intents }: Ledger): Promise<string[]> {
  const rows = await db().select().from(refunds);
  const ours = new Map(rows.map((row) => [row.stripeRefundId ?? row.id, row]));
  const breaches: string[] = [];
  for (const { id, payment_intent, status, amount, currency } of remotes.values()) {
    const row = ours.get(id);
    // A failed refund returned nothing, and our row is of the next attempt.
    if (status === 'failed' || status === 'canceled') continue;
    if (!row) {
      if (intents.has(payment_intent ?? ''))
        breaches.push(`P3 ${id}: a refund at Stripe that is no row of ours`);
    } else if (
      row.amountMinor !== amount ||
      row.currency !== currency.toUpperCase() ||
      row.status !== status
    ) {
      breaches.push(
        `P3 ${id}: ${amount} ${currency} ${status} at Stripe, ${row.amountMinor} ${row.currency} ${row.status} here`,
      );
    }
  }
  for (const { id, status, stripeRefundId } of rows) {
    if (status === 'failed') breaches.push(`P2 refund ${id} failed`);
    if (status === 'succeeded' && !remotes.has(stripeRefundId ?? '')) {
      breaches.push(`P3 refund ${id} succeeded, and Stripe does not know it`);
    }
  }
  return breaches;
}

async function judgeDisputes({ disputes: remotes }: Ledger): Promise<string[]> {
  const ours = new Map((await db().select().from(disputes)).map((row) => [row.id, row]));
  return [...remotes.values()].flatMap(({ id, status, amount }) => {
    const row = ours.get(id);
    return row?.status === status && row.amountMinor === amount
      ? []
      : [`P3 ${id}: a dispute that is ${status} at Stripe and ${row?.status ?? 'unknown'} here`];
  });
}
