import { and, eq, gte, inArray, isNotNull, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { payments, reservations, users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { type Act, applyIntentAction, type Judged } from '@/lib/payments/apply-intent-action';
import { decideIntentAction, type Ours, type IntentAction } from '@/lib/payments/decide-intent-action';
import { type Mended, orFind } from '@/lib/payments/tolerant-run';
import { type Finding, recordRepair } from '@/lib/records/findings';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { getIntent, type Intent, listRefunds } from '@/lib/services/stripe/stripe';
import { returnedByIntent } from './returned-by-intent';

const CHUNK = 500;

/** Compares every intent that Stripe lists with our rows. `returned` is what Stripe has refunded, by intent. */
export async function reconcileIntents(
  ctx: Context,
  mended: Mended,
  intents: readonly Intent[],
  returned: ReadonlyMap<string, number>,
): Promise<void> {
  for (let at = 0; at < intents.length; at += CHUNK) {
    const chunk = intents.slice(at, at + CHUNK);
    const known = await readOurs(chunk);
    for (const intent of chunk) {
      const ours = { ...known(intent), returnedMinor: returned.get(intent.id) ?? 0 };
      const verdict = decideIntentAction(intent, ours, ctx.now.getTime());
      if (verdict !== 'agrees') await act(ctx, mended, { intent, ours, verdict });
    }
  }
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

async function act(ctx: Context, mended: Mended, listed: Judged<Act>): Promise<void> {
  await orFind(mended, findingOf(listed.intent, listed.verdict), async () => {
    // Settling looks by itself, under a lock.
    const { intent, ours, verdict } = listed.verdict === 'settle' ? listed : await lookAgain(ctx, listed);
    if (verdict === 'agrees') return;
    const finding = findingOf(intent, verdict);
    const done = await applyIntentAction(ctx, { intent, ours, verdict });
    if (done === 'for_staff') mended.open.push(finding);
    else if (done !== 'nothing') {
      const detail = { ...finding.detail, result: done.result };
      await recordRepair(ctx, { ...finding, detail }, done.action);
      mended.repaired += 1;
    }
  });
}

const findingOf = ({ id, metadata }: Intent, verdict: Act): Finding => ({
  issue: `reconcile.${verdict}`,
  objectId: id,
  detail: { ...metadata },
});

/** Our row is read before Stripe's answer, so a difference may be a payment that is not settled here yet. */
async function lookAgain(ctx: Context, listed: Judged<Act>): Promise<Judged<IntentAction>> {
  const known = (await readOurs([listed.intent]))(listed.intent);
  const intent = await getIntent(listed.intent.id);
  const returned = intent.status === 'succeeded' ? await listRefunds(intent.id) : [];
  const ours = { ...known, returnedMinor: returnedByIntent(returned).get(intent.id) ?? 0 };
  return { intent, ours, verdict: decideIntentAction(intent, ours, ctx.now.getTime()) };
}

/**
 * The other direction: our payments that are open or taken and not listed are read one by one. Returns how many of
 * them Stripe knows.
 */
export async function reconcileUnlisted(
  ctx: Context,
  mended: Mended,
  since: Date,
  listed: ReadonlySet<string>,
): Promise<number> {
  const rows = await db()
    .select({ paymentIntentId: payments.paymentIntentId })
    .from(payments)
    .where(
      and(
        isNotNull(payments.paymentIntentId),
        or(
          and(eq(payments.status, 'pending'), lt(payments.createdAt, new Date(ctx.now.getTime() - HOUR_MS))),
          gte(payments.completedAt, since),
        ),
      ),
    );
  const intents: Intent[] = [];
  for (const { paymentIntentId: id } of rows) {
    if (id === null || listed.has(id)) continue;
    await orFind(mended, { issue: 'reconcile.unreadable', objectId: id }, async () => {
      const intent = await findIntent(id);
      if (intent) intents.push(intent);
      else mended.open.push({ issue: 'reconcile.unknown_at_stripe', objectId: id });
    });
  }
  await reconcileIntents(ctx, mended, intents, new Map());
  return intents.length;
}

async function findIntent(id: string): Promise<Intent | null> {
  try {
    return await getIntent(id);
  } catch (error) {
    if (error instanceof ProviderRefusal && error.status === 404) return null;
    throw error;
  }
}
