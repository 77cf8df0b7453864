import { inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { db } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { isWithdrawn } from '@/lib/ledger/disputes';
import { WITHDRAWN_MINOR } from '@/lib/ledger/money-words';
import { type Mended, orFind } from '@/lib/payments/tolerant-run';
import {
  getIntent,
  type Intent,
  listDisputes,
  listRefunds,
  type StripeDispute,
  type StripeRefund,
} from '@/lib/services/stripe/stripe';
import { sumByIntent } from './returned-by-intent';

/**
 * Money received, refunded and taken by banks over the same intents, by Stripe's books and by ours, in minor units.
 */
export type Sums = {
  currency: string;
  stripeTakenMinor: number;
  ourTakenMinor: number;
  stripeReturnedMinor: number;
  ourReturnedMinor: number;
  /** By disputes that are lost, or in which a bank holds the money. */
  stripeWithdrawnMinor: number;
  ourWithdrawnMinor: number;
};

type Figures = { takenMinor: number; returnedMinor: number; withdrawnMinor: number };
type Pair = { stripe: Figures; ours: Figures };
type Books = {
  intents: readonly Intent[];
  refunds: readonly StripeRefund[];
  disputes: readonly StripeDispute[];
};

const p = alias(payments, 'p');
const CHUNK = 500;
/** How long an event of Stripe may be on its way. */
const SETTLING_MS = 2 * MINUTE_MS;

/**
 * Adds up both books over the listed intents of ours. Where they differ, both are read again, and intents that change
 * during it are left out of both.
 */
export async function sumBooks(ctx: Context, mended: Mended, listed: Books): Promise<Sums[]> {
  const sums = new Map<string, Sums>();
  for (let at = 0; at < listed.intents.length; at += CHUNK) {
    const chunk = listed.intents.slice(at, at + CHUNK);
    const ours = await readOurs(chunk.map(({ id }) => id));
    const stripe = stripeFigures({ ...listed, intents: chunk });
    for (const [intentId, { currency, figures }] of ours) {
      const listedFigures = stripe.get(intentId);
      if (!listedFigures) continue;
      let pair: Pair | null = { stripe: listedFigures, ours: figures };
      if (!isEqual(listedFigures, figures)) {
        await orFind(mended, { issue: 'reconcile.unreadable', objectId: intentId }, async () => {
          pair = await lookAgain(ctx, intentId, listedFigures);
        });
      }
      if (pair) add(sums, currency, pair);
    }
  }
  return [...sums.values()];
}

/** Null for an intent that changed at Stripe since the listing and whose event has not come yet. */
async function lookAgain(ctx: Context, intentId: string, listed: Figures): Promise<Pair | null> {
  const ours = (await readOurs([intentId])).get(intentId)?.figures;
  const refunds = await listRefunds(intentId);
  const disputes: StripeDispute[] = [];
  for await (const dispute of listDisputes(intentId)) disputes.push(dispute);
  const stripe = stripeFigures({ intents: [await getIntent(intentId)], refunds, disputes }).get(intentId);
  if (!ours || !stripe) return null;
  const isYoung = ({ createdAt }: StripeRefund) => ctx.now.getTime() - createdAt.getTime() < SETTLING_MS;
  const isMoving = !isEqual(stripe, listed) || refunds.some(isYoung);
  return isMoving && !isEqual(stripe, ours) ? null : { stripe, ours };
}

function stripeFigures({ intents, refunds, disputes }: Books): Map<string, Figures> {
  const returned = sumByIntent(refunds.filter(({ status }) => status === 'succeeded'));
  const withdrawn = sumByIntent(disputes.filter(isWithdrawn));
  const figuresOf = ({ id, receivedMinor }: Intent): Figures => ({
    takenMinor: receivedMinor,
    returnedMinor: returned.get(id) ?? 0,
    withdrawnMinor: withdrawn.get(id) ?? 0,
  });
  return new Map(intents.map((intent) => [intent.id, figuresOf(intent)]));
}

async function readOurs(intentIds: string[]): Promise<Map<string, { currency: string; figures: Figures }>> {
  const rows = await db()
    .select({
      intentId: p.paymentIntentId,
      currency: p.currency,
      takenMinor: p.receivedMinor,
      returnedMinor: p.refundedMinor,
      withdrawnMinor: sql`${WITHDRAWN_MINOR}`.mapWith(Number),
    })
    .from(p)
    .where(inArray(p.paymentIntentId, intentIds));
  return new Map(rows.map(({ intentId, currency, ...figures }) => [intentId ?? '', { currency, figures }]));
}

const isEqual = (one: Figures, other: Figures): boolean =>
  one.takenMinor === other.takenMinor &&
  one.returnedMinor === other.returnedMinor &&
  one.withdrawnMinor === other.withdrawnMinor;

function add(sums: Map<string, Sums>, currency: string, { stripe, ours }: Pair): void {
  const before = sums.get(currency);
  sums.set(currency, {
    currency,
    stripeTakenMinor: (before?.stripeTakenMinor ?? 0) + stripe.takenMinor,
    ourTakenMinor: (before?.ourTakenMinor ?? 0) + ours.takenMinor,
    stripeReturnedMinor: (before?.stripeReturnedMinor ?? 0) + stripe.returnedMinor,
    ourReturnedMinor: (before?.ourReturnedMinor ?? 0) + ours.returnedMinor,
    stripeWithdrawnMinor: (before?.stripeWithdrawnMinor ?? 0) + stripe.withdrawnMinor,
    ourWithdrawnMinor: (before?.ourWithdrawnMinor ?? 0) + ours.withdrawnMinor,
  });
}
