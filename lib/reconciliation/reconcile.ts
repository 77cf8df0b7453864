import { eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { heartbeats, payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { log } from '@/lib/core/log';
import { HOUR_MS } from '@/lib/core/time';
import { INTENT_ACTIONS } from '@/lib/payments/decide-intent-action';
import { beginRun, type Mended, orFind, type Run, tryPart } from '@/lib/payments/tolerant-run';
import { beginLook, type Finding, keepFindings, recordRepair } from '@/lib/records/findings';
import { listUnclaimedPayments, refundUnclaimedPayment } from '@/lib/refunds/refund-unclaimed-payment';
import { UnreadableReply } from '@/lib/services/call/read-reply';
import { type Intent, listIntents, listRecentRefunds } from '@/lib/services/stripe/stripe';
import { reconcileDisputes } from './reconcile-disputes';
import { reconcileIntents, reconcileUnlisted } from './reconcile-intents';
import { reconcileRefunds } from './reconcile-refunds';
import { returnedByIntent } from './returned-by-intent';
import { type Sums, sumBooks } from './sum-books';

const WINDOW_MS = 72 * HOUR_MS;
/** The last run may have missed what was made during it. */
const MARGIN_MS = HOUR_MS;

export type Reconciliation = {
  since: string;
  intents: number;
  refunds: number;
  repaired: number;
  /** What a person must look at, kept as findings until a run no longer finds it. */
  open: number;
  sums: Sums[];
};

const named = (...issues: string[]) => issues.map((issue) => `reconcile.${issue}`);

/** The findings of each part. */
const ISSUES = {
  intents: named(...INTENT_ACTIONS),
  unlisted: named(...INTENT_ACTIONS, 'unknown_at_stripe', 'unreadable'),
  refunds: named('refund_unknown_here', 'refund_unknown_at_stripe', 'refund_differs', 'unreadable'),
  money: named('money_without_court'),
  disputes: named('dispute'),
};

/**
 * Compares Stripe's intents, refunds and disputes of the last three days, or since the last run if that is longer,
 * and all our open ones, with our rows, to the cent. Safe repairs are made and recorded, the rest becomes findings,
 * and a part that fails stops no other.
 * @throws AppError service_unavailable while Stripe is away, once all is done that needs no Stripe
 */
export async function reconcile(ctx: Context): Promise<Reconciliation> {
  const look = await beginLook('reconcile.');
  const since = await readSince(ctx);
  const run = beginRun();
  const needListing = [...ISSUES.intents, ...ISSUES.unlisted, ...ISSUES.refunds];
  const listed = await tryPart(run, needListing, (mended) => compareListed(ctx, run, mended, since));
  await tryPart(run, ISSUES.money, (mended) => giveBackWhatBoughtNothing(ctx, mended));
  const disputes = await tryPart(run, ISSUES.disputes, (mended) => reconcileDisputes(ctx, mended, since));
  const sums =
    listed && disputes
      ? await tryPart(run, [], (mended) => sumBooks(ctx, mended, { ...listed, disputes }))
      : undefined;
  const { open, repaired, unchecked, failures } = run;
  await keepFindings(ctx, look, open, unchecked);
  if (open.length > 0) log().error({ open }, 'Stripe and our books differ, staff must look');
  if (failures.length > 0 || !listed || !sums) throw failures[0];
  return {
    since: since.toISOString(),
    intents: listed.intents.length + listed.asked,
    refunds: listed.refunds.length,
    repaired,
    open: open.length,
    sums,
  };
}

/** After days without a run the window reaches back to the last one. */
async function readSince(ctx: Context): Promise<Date> {
  const [last] = await db().select().from(heartbeats).where(eq(heartbeats.job, 'reconcile'));
  const startMs = ctx.now.getTime() - WINDOW_MS;
  return new Date(last ? Math.min(startMs, last.at.getTime() - MARGIN_MS) : startMs);
}

/** Refunds are read first, so that the intent of a new one is among the intents. */
async function compareListed(ctx: Context, run: Run, mended: Mended, since: Date) {
  const unreadable: UnreadableReply[] = [];
  const refunds = await collect(listRecentRefunds({ createdAfter: since }), unreadable);
  const intents = await collect(listIntents({ createdAfter: since, naming: 'payment_id' }), unreadable);
  mended.open.push(...(await listOdd(unreadable)));
  const returned = returnedByIntent(refunds);
  await tryPart(run, ISSUES.intents, (part) => reconcileIntents(ctx, part, intents, returned));
  const known = idsOf(intents, unreadable);
  const asked = await tryPart(run, ISSUES.unlisted, (part) => reconcileUnlisted(ctx, part, since, known));
  await tryPart(run, ISSUES.refunds, (part) => reconcileRefunds(ctx, part, since, refunds));
  return { intents, refunds, asked: asked ?? 0 };
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

/** Unreadable objects are shown to staff. Refunds name nobody, so only those of our intents are. */
async function listOdd(unreadable: readonly UnreadableReply[]): Promise<Finding[]> {
  const intentOf = ({ reply }: UnreadableReply) => refundLike.safeParse(reply).data?.payment_intent ?? null;
  const ids = unreadable.flatMap((item) => intentOf(item) ?? []);
  const rows = await db().select().from(payments).where(inArray(payments.paymentIntentId, ids));
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

async function giveBackWhatBoughtNothing(ctx: Context, mended: Mended): Promise<void> {
  for (const { paymentId, unclaimedMinor } of await listUnclaimedPayments()) {
    const finding = { issue: 'reconcile.money_without_court', objectId: paymentId };
    await orFind(mended, finding, async () => {
      if ((await refundUnclaimedPayment(ctx, paymentId)) === 0) return;
      await recordRepair(ctx, { ...finding, detail: { amount_minor: unclaimedMinor } }, 'refund_requested');
      mended.repaired += 1;
    });
  }
}
