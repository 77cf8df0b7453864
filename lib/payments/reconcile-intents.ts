import { and, eq, gte, inArray, isNotNull, lt, notLike, or } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { payments, reservations, users } from '@/db/schema';
import type { Context } from '@/lib/context';
import { assertNever } from '@/lib/errors';
import { type RepairAction, recordRepair } from '@/lib/findings';
import { ProviderRefusal } from '@/lib/services/provider-errors';
import {
  cancelIntent,
  createRefund,
  getIntent,
  type Intent,
  listRefunds,
  type StripeRefund,
} from '@/lib/services/stripe';
import { sendUnderKey } from '@/lib/services/stored-failure';
import { HOUR_MS } from '@/lib/time';
import { adoptIntent } from './adopt-intent';
import { judgeIntent, type Ours, type Verdict } from './judge-intent';
import { type Mended, orFind } from './one-by-one';
import { settleIntent } from './settle-payment';

const CHUNK = 500;
/** The example data was never at Stripe (`db/seed`). */
export const EXAMPLE_INTENTS = 'pi\\_seed%';

/** Brings every intent that Stripe lists and our rows together; `returned` is what Stripe has given back, by intent. */
export async function reconcileIntents(
  ctx: Context,
  intents: readonly Intent[],
  returned: ReadonlyMap<string, number>,
): Promise<Mended> {
  const mended: Mended = { repaired: 0, open: [] };
  for (let at = 0; at < intents.length; at += CHUNK) {
    const chunk = intents.slice(at, at + CHUNK);
    const known = await readOurs(chunk);
    for (const intent of chunk) {
      const ours = { ...known(intent), returnedMinor: returned.get(intent.id) ?? 0 };
      const verdict = judgeIntent(intent, ours, ctx.now.getTime());
      if (verdict !== 'agrees') await act(ctx, intent, ours, verdict, mended);
    }
  }
  return mended;
}

const isId = (value: string | undefined): value is string => z.uuid().safeParse(value).success;
const named = (intents: readonly Intent[], key: string) =>
  intents.map(({ metadata }) => metadata[key]).filter(isId);

async function readOurs(
  intents: readonly Intent[],
): Promise<(intent: Intent) => Omit<Ours, 'returnedMinor'>> {
  const ids = intents.map(({ id }) => id);
  const [rows, bookings, people] = await Promise.all([
    db()
      .select()
      .from(payments)
      .where(or(inArray(payments.paymentIntentId, ids), inArray(payments.id, named(intents, 'payment_id')))),
    db()
      .select({ id: reservations.id })
      .from(reservations)
      .where(inArray(reservations.id, named(intents, 'reservation_id'))),
    db()
      .select({ id: users.id })
      .from(users)
      .where(inArray(users.id, named(intents, 'user_id'))),
  ]);
  return ({ id, metadata }) => {
    const payment =
      rows.find((row) => row.paymentIntentId === id) ??
      rows.find((row) => row.id === metadata.payment_id) ??
      null;
    const booking = bookings.find((row) => row.id === metadata.reservation_id);
    return {
      payment,
      reservationId: payment?.reservationId ?? booking?.id ?? null,
      userKnown: people.some((row) => row.id === metadata.user_id),
    };
  };
}

async function act(
  ctx: Context,
  intent: Intent,
  ours: Ours,
  verdict: Exclude<Verdict, 'agrees'>,
  mended: Mended,
): Promise<void> {
  const finding = { issue: `reconcile.${verdict}`, objectId: intent.id, detail: { ...intent.metadata } };
  await orFind(mended, finding, async () => {
    const done = await carryOut(ctx, intent, ours, verdict);
    if (done === null) mended.open.push(finding);
    // The webhook was faster.
    else if (done.result !== 'already_settled') {
      await recordRepair(
        ctx,
        { ...finding, detail: { ...finding.detail, result: done.result } },
        done.action,
      );
      mended.repaired += 1;
    }
  });
}

/** What was done and what came of it; null for what only a person may mend. */
async function carryOut(
  ctx: Context,
  intent: Intent,
  ours: Ours,
  verdict: Exclude<Verdict, 'agrees'>,
): Promise<{ action: RepairAction; result: string } | null> {
  switch (verdict) {
    case 'settle':
      return { action: 'settled', result: (await settleIntent(ctx, intent)).outcome };
    case 'cancel':
      return { action: 'cancelled_at_stripe', result: (await cancelIntent(intent.id)).status };
    case 'adopt':
      return { action: 'adopted', result: await adopt(ctx, intent, ours) };
    case 'refund':
      return { action: 'refunded_at_stripe', result: await refundAtStripe(intent, ours) };
    case 'amount_differs':
    case 'taken_here_only':
      return null;
    default:
      return assertNever(verdict);
  }
}

async function adopt(ctx: Context, intent: Intent, { reservationId }: Ours): Promise<string> {
  if (reservationId === null) throw new Error('there is no reservation to adopt it for');
  return (await adoptIntent(ctx, intent, reservationId)).outcome;
}

/** Whatever is left of it: somebody may have given a part back in Stripe's dashboard. */
async function refundAtStripe({ id, receivedMinor }: Intent, { returnedMinor }: Ours): Promise<string> {
  const metadata = { orphan: id, returned_before: String(returnedMinor) };
  const money = {
    paymentIntentId: id,
    amountMinor: receivedMinor - returnedMinor,
    reason: 'requested_by_customer',
    metadata,
  } as const;
  const isThis = (refund: StripeRefund) =>
    refund.metadata.orphan === id && refund.metadata.returned_before === metadata.returned_before;
  const made = await sendUnderKey(
    `refund:orphan:${id}:${returnedMinor}`,
    (key) => createRefund(money, key),
    async () => (await listRefunds(id)).find(isThis),
  );
  return made.id;
}

/**
 * The other way round: what is open or was taken here, and is not among the listed intents, is asked for one by one.
 */
export async function reconcileUnlisted(
  ctx: Context,
  since: Date,
  listed: ReadonlySet<string>,
): Promise<Mended & { asked: number }> {
  const rows = await db()
    .select({ paymentIntentId: payments.paymentIntentId })
    .from(payments)
    .where(
      and(
        isNotNull(payments.paymentIntentId),
        notLike(payments.paymentIntentId, EXAMPLE_INTENTS),
        or(
          and(eq(payments.status, 'pending'), lt(payments.createdAt, new Date(ctx.now.getTime() - HOUR_MS))),
          gte(payments.completedAt, since),
        ),
      ),
    );
  const intents: Intent[] = [];
  const missing: Mended = { repaired: 0, open: [] };
  for (const { paymentIntentId: id } of rows) {
    if (id === null || listed.has(id)) continue;
    await orFind(missing, { issue: 'reconcile.unreadable', objectId: id }, async () => {
      const intent = await findIntent(id);
      if (intent) intents.push(intent);
      else missing.open.push({ issue: 'reconcile.unknown_at_stripe', objectId: id });
    });
  }
  const mended = await reconcileIntents(ctx, intents, new Map());
  return { asked: intents.length, repaired: mended.repaired, open: [...mended.open, ...missing.open] };
}

async function findIntent(id: string): Promise<Intent | null> {
  try {
    return await getIntent(id);
  } catch (error) {
    if (error instanceof ProviderRefusal && error.status === 404) return null;
    throw error;
  }
}
