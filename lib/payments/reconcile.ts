import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/context';
import { beginLook, type Finding, keepFindings, recordRepair } from '@/lib/findings';
import { log } from '@/lib/log';
import { type Intent, listIntents, listRecentRefunds, type StripeRefund } from '@/lib/services/stripe';
import { UnreadableReply } from '@/lib/services/read-reply';
import { HOUR_MS } from '@/lib/time';
import { giveBackUncovered, listUncovered } from './give-back-uncovered';
import { type Mended, orFind } from './one-by-one';
import { reconcileDisputes } from './reconcile-disputes';
import { reconcileIntents, reconcileUnlisted } from './reconcile-intents';
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
  const look = await beginLook('reconcile.');
  const since = new Date(ctx.now.getTime() - WINDOW_MS);
  const { intents, refunds, unreadable } = await readStripe(since);
  const listed = await reconcileIntents(ctx, intents, sumByIntent(refunds));
  const unlisted = await reconcileUnlisted(ctx, since, idsOf(intents, unreadable));
  const money = await giveBackWhatBoughtNothing(ctx);
  const disputed = await reconcileDisputes(ctx, since);
  const back = await reconcileRefunds(ctx, since, refunds);
  const odd = { repaired: 0, open: await listOdd(unreadable) };
  const parts: Mended[] = [odd, listed, unlisted, money, disputed, back];
  const open = parts.flatMap((part) => part.open);
  await keepFindings(ctx, look, open);
  if (open.length > 0) log().error({ open }, 'Stripe and our books differ, staff must look');
  const repaired = parts.reduce((total, part) => total + part.repaired, 0);
  return {
    since: since.toISOString(),
    intents: intents.length + unlisted.asked,
    refunds: refunds.length,
    repaired,
    open: open.length,
    sums: await sumBooks(repaired > 0 ? await readStripe(since) : { intents, refunds }),
  };
}

type Books = { intents: Intent[]; refunds: StripeRefund[]; unreadable: UnreadableReply[] };

/** Refunds first: one that is made while the intents are read then has its intent among them. */
async function readStripe(since: Date): Promise<Books> {
  const unreadable: UnreadableReply[] = [];
  const refunds = await collect(listRecentRefunds({ createdAfter: since }), unreadable);
  const intents = await collect(listIntents({ createdAfter: since, naming: 'payment_id' }), unreadable);
  return { refunds, intents, unreadable };
}

async function collect<T>(pages: AsyncIterable<T | UnreadableReply>, unreadable: UnreadableReply[]) {
  const items: T[] = [];
  for await (const item of pages) {
    if (item instanceof UnreadableReply) unreadable.push(item);
    else items.push(item);
  }
  return items;
}

const idsOf = (intents: readonly Intent[], unreadable: readonly UnreadableReply[]) =>
  new Set([...intents.map(({ id }) => id), ...unreadable.map(({ objectId }) => objectId ?? '')]);

const refundLike = z.looseObject({ payment_intent: z.string() });

/** What cannot be understood is shown to staff; of the refunds, which name nobody, those of an intent of ours. */
async function listOdd(unreadable: readonly UnreadableReply[]): Promise<Finding[]> {
  const intentOf = ({ reply }: UnreadableReply) => refundLike.safeParse(reply).data?.payment_intent ?? null;
  const rows = await readTaken(unreadable.flatMap((item) => intentOf(item) ?? []));
  const isOurs = (intentId: string | null) =>
    intentId === null || rows.some((row) => row.paymentIntentId === intentId);
  return unreadable
    .filter((item) => isOurs(intentOf(item)))
    .map(({ objectId, message }) => ({
      issue: 'reconcile.unreadable',
      objectId: objectId ?? 'unknown',
      detail: { failed: message },
    }));
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
  const mended: Mended = { repaired: 0, open: [] };
  for (const { paymentId, uncoveredMinor } of await listUncovered()) {
    const finding = { issue: 'reconcile.money_without_court', objectId: paymentId };
    await orFind(mended, finding, async () => {
      if ((await giveBackUncovered(ctx, paymentId)) === 0) return;
      await recordRepair(ctx, { ...finding, detail: { amount_minor: uncoveredMinor } }, 'refund_requested');
      mended.repaired += 1;
    });
  }
  return mended;
}

async function sumBooks({ intents, refunds }: Pick<Books, 'intents' | 'refunds'>): Promise<Sums[]> {
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
