import { inArray } from 'drizzle-orm';
import { db } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/context';
import { keepFindings, recordRepair } from '@/lib/findings';
import { log } from '@/lib/log';
import { type Intent, listIntents, listRecentRefunds, type StripeRefund } from '@/lib/services/stripe';
import { HOUR_MS } from '@/lib/time';
import { giveBackUncovered, listUncovered } from './give-back-uncovered';
import { type Mended, reconcileIntents, reconcileUnlisted } from './reconcile-intents';
import { reconcileRefunds } from './reconcile-refunds';

const WINDOW_MS = 72 * HOUR_MS;
const CHUNK = 500;

/** What came in and went back over the same intents, by Stripe's books and by ours, in minor units. */
export type Sums = {
  currency: string;
  stripeTakenMinor: number;
  ourTakenMinor: number;
  stripeReturnedMinor: number;
  ourReturnedMinor: number;
};

export type Reconciliation = {
  since: string;
  intents: number;
  refunds: number;
  repaired: number;
  /** What a person must look at; kept as findings until a run finds it gone. */
  open: number;
  sums: Sums[];
};

/**
 * Compares Stripe's intents and refunds of the last three days, and whatever of ours is older and still open, with
 * our rows, both ways and to the cent. What is safe to mend is mended and recorded; the rest is kept as findings.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function reconcile(ctx: Context): Promise<Reconciliation> {
  const since = new Date(ctx.now.getTime() - WINDOW_MS);
  const { intents, refunds } = await readStripe(since);
  const listed = await reconcileIntents(ctx, intents, sumByIntent(refunds));
  const unlisted = await reconcileUnlisted(ctx, since, new Set(intents.map(({ id }) => id)));
  const money = await giveBackWhatBoughtNothing(ctx);
  const back = await reconcileRefunds(ctx, since, refunds);
  const parts: Mended[] = [listed, unlisted, money, back];
  const open = parts.flatMap((part) => part.open);
  await keepFindings('reconcile.', open);
  if (open.length > 0) log().error({ open }, 'Stripe and our books differ, staff must look');
  const repaired = parts.reduce((total, part) => total + part.repaired, 0);
  return {
    since: since.toISOString(),
    intents: intents.length + unlisted.asked,
    refunds: refunds.length,
    repaired,
    open: open.length,
    sums: await sumUp(repaired > 0 ? await readStripe(since) : { intents, refunds }),
  };
}

type Books = { intents: Intent[]; refunds: StripeRefund[] };

/** Refunds first: one that is made while the intents are read then has its intent among them. */
async function readStripe(since: Date): Promise<Books> {
  const refunds = await collect(listRecentRefunds({ createdAfter: since }));
  const all = await collect(listIntents({ createdAfter: since }));
  // Other applications may share the account; theirs are not named so.
  return { refunds, intents: all.filter(({ metadata }) => metadata.payment_id !== undefined) };
}

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

function sumByIntent(refunds: readonly StripeRefund[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { paymentIntentId, amountMinor, status } of refunds) {
    if (paymentIntentId === null || status === 'failed' || status === 'canceled') continue;
    sums.set(paymentIntentId, (sums.get(paymentIntentId) ?? 0) + amountMinor);
  }
  return sums;
}

async function giveBackWhatBoughtNothing(ctx: Context): Promise<Mended> {
  let repaired = 0;
  for (const { paymentId, uncoveredMinor } of await listUncovered()) {
    if ((await giveBackUncovered(ctx, paymentId)) === 0) continue;
    const finding = { issue: 'reconcile.money_without_court', objectId: paymentId };
    await recordRepair({ ...finding, detail: { amount_minor: uncoveredMinor } }, 'refund_requested');
    repaired += 1;
  }
  return { repaired, open: [] };
}

async function sumUp({ intents, refunds }: Books): Promise<Sums[]> {
  const returned = sumByIntent(refunds.filter(({ status }) => status === 'succeeded'));
  const sums = new Map<string, Sums>();
  for (let at = 0; at < intents.length; at += CHUNK) {
    const chunk = new Map(intents.slice(at, at + CHUNK).map((intent) => [intent.id, intent]));
    for (const row of await readTaken([...chunk.keys()])) {
      const intent = chunk.get(row.paymentIntentId ?? '');
      if (!intent) continue;
      const sum = sums.get(row.currency) ?? noSums(row.currency);
      sums.set(row.currency, sum);
      sum.stripeTakenMinor += intent.receivedMinor;
      sum.ourTakenMinor += row.receivedMinor;
      sum.ourReturnedMinor += row.refundedMinor;
      sum.stripeReturnedMinor += returned.get(intent.id) ?? 0;
    }
  }
  return [...sums.values()];
}

const readTaken = (ids: string[]) =>
  db().select().from(payments).where(inArray(payments.paymentIntentId, ids));

const noSums = (currency: string): Sums => ({
  currency,
  stripeTakenMinor: 0,
  ourTakenMinor: 0,
  stripeReturnedMinor: 0,
  ourReturnedMinor: 0,
});
