import { and, eq, gte, inArray, isNotNull, ne, or } from 'drizzle-orm';
import { db } from '@/db';
import { payments, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { type Mended, orFind } from '@/lib/payments/tolerant-run';
import { type Finding, recordRepair } from '@/lib/records/findings';
import { isAttempt, refundStatusOf } from '@/lib/refunds/apply-refund';
import { isStandingRefund, syncRefunds } from '@/lib/refunds/sync-refunds';
import { findRefund, listMoved, type StripeRefund } from '@/lib/services/stripe/stripe';

type Row = typeof refunds.$inferSelect;
type Suspect = { paymentIntentId: string; row: Row | null; remote: StripeRefund | null };

/** A refund that succeeded can still fail, weeks later. */
const REFUND_MOVES = ['refund.updated', 'refund.failed'];
/** A refund exists at Stripe a moment before its answer is stored. */
const SETTLING_MS = 2 * MINUTE_MS;

/**
 * Compares every refund that Stripe lists, and ours that are recent, open or changed at Stripe, amount for amount.
 * Our rows take over Stripe's state, and remaining differences are for staff.
 */
export async function reconcileRefunds(
  ctx: Context,
  mended: Mended,
  since: Date,
  remotes: readonly StripeRefund[],
): Promise<void> {
  const synced = new Set<string>();
  for (const suspect of await listSuspects(ctx, mended, since, remotes)) {
    const { paymentIntentId } = suspect;
    const suspected = findingOf(suspect);
    if (suspected === null) continue;
    await orFind(mended, suspected, async () => {
      // Stripe was listed before our rows were read, so after the sync our rows are the newer ones.
      const finding = synced.has(paymentIntentId) ? suspected : findingOf(await lookAgain(suspect));
      if (finding === null) return;
      if (!synced.has(paymentIntentId)) await syncRefunds(ctx, paymentIntentId);
      synced.add(paymentIntentId);
      const left = findingOf(await lookAgain(suspect));
      if (left) mended.open.push(left);
      else {
        await recordRepair(ctx, finding, 'taken_over');
        mended.repaired += 1;
      }
    });
  }
}

/**
 * The difference of a pair, if any. A refund that Stripe refused, that another covered or that was recalled has no counterpart there.
 */
function findingOf({ row, remote }: Suspect): Finding | null {
  if (!row && !remote) return null;
  const detail = {
    ours: row?.status ?? null,
    stripe: remote?.status ?? null,
    amount_minor: row?.amountMinor ?? remote?.amountMinor,
    stripe_refund_id: remote?.id ?? row?.stripeRefundId,
  };
  if (!row) return { issue: 'reconcile.refund_unknown_here', objectId: remote?.id ?? '', detail };
  if (!remote) {
    const never =
      row.status === 'covered' ||
      row.status === 'recalled' ||
      (row.status === 'failed' && row.stripeRefundId === null);
    return never ? null : { issue: 'reconcile.refund_unknown_at_stripe', objectId: row.id, detail };
  }
  const same = row.status === refundStatusOf(remote.status) && row.amountMinor === remote.amountMinor;
  return same ? null : { issue: 'reconcile.refund_differs', objectId: row.id, detail };
}

async function listSuspects(
  ctx: Context,
  mended: Mended,
  since: Date,
  remotes: readonly StripeRefund[],
): Promise<Suspect[]> {
  const mine = await readRows(since, await listMoved(REFUND_MOVES, { createdAfter: since }));
  const listed = await readListed(remotes);
  const suspects: Suspect[] = [];
  for (const remote of remotes) {
    const paymentIntentId = remote.paymentIntentId ?? '';
    if (!listed.intents.has(paymentIntentId)) continue;
    if (ctx.now.getTime() - remote.createdAt.getTime() < SETTLING_MS) continue;
    const row = listed.rows.find((own) => own.stripeRefundId === remote.id || isAttempt(remote, own)) ?? null;
    // A failed attempt that another followed, or a failed refund of the dashboard.
    if (!row && !isStandingRefund(remote)) continue;
    suspects.push({ paymentIntentId, row, remote });
  }
  const seen = new Set(remotes.map(({ id }) => id));
  for (const { row, paymentIntentId } of mine) {
    if (row.stripeRefundId && seen.has(row.stripeRefundId)) continue;
    await orFind(mended, { issue: 'reconcile.unreadable', objectId: row.id }, async () => {
      const remote = row.stripeRefundId ? await findRefund(row.stripeRefundId) : null;
      suspects.push({ paymentIntentId, row, remote });
    });
  }
  return suspects.filter((suspect) => findingOf(suspect) !== null);
}

/** Our refunds since then, and older ones that are pending or have changed at Stripe. */
async function readRows(since: Date, moved: string[]) {
  const rows = await db()
    .select({ row: refunds, paymentIntentId: payments.paymentIntentId })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(
      and(
        or(
          gte(refunds.createdAt, since),
          eq(refunds.status, 'pending'),
          inArray(refunds.stripeRefundId, moved),
        ),
        ne(refunds.status, 'requested'),
        isNotNull(payments.paymentIntentId),
      ),
    );
  return rows.map(({ row, paymentIntentId }) => ({ row, paymentIntentId: paymentIntentId ?? '' }));
}

/** Our intents among those of Stripe's refunds, with all our refunds of them. */
async function readListed(remotes: readonly StripeRefund[]) {
  const intents = [...new Set(remotes.map(({ paymentIntentId }) => paymentIntentId ?? ''))];
  const rows = await db()
    .select({ paymentIntentId: payments.paymentIntentId, row: refunds })
    .from(payments)
    .leftJoin(refunds, eq(refunds.paymentId, payments.id))
    .where(inArray(payments.paymentIntentId, intents));
  return {
    intents: new Set(rows.map(({ paymentIntentId }) => paymentIntentId ?? '')),
    rows: rows.flatMap(({ row }) => row ?? []),
  };
}

async function lookAgain({ paymentIntentId, row, remote }: Suspect): Promise<Suspect> {
  const id = remote?.id ?? row?.stripeRefundId;
  const [now] = await db()
    .select()
    .from(refunds)
    .where(row ? eq(refunds.id, row.id) : eq(refunds.stripeRefundId, id ?? ''));
  const remoteId = now?.stripeRefundId ?? id;
  return { paymentIntentId, row: now ?? null, remote: remoteId ? await findRefund(remoteId) : null };
}
