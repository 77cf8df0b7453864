import { and, count, gt, isNotNull, notInArray } from 'drizzle-orm';
import { db } from '@/db';
import { repairs, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { CONSISTENCY_CHECKS, listViolations } from '@/lib/integrity/check-consistency';
import { COURT_GIVEN_BACK } from '@/lib/integrity/money-checks';
import { reconcile } from '@/lib/reconciliation/reconcile';
import type { Sandbox } from '@/sandbox/start';
import { judgeActs } from './judge-acts';
import { judgeBookings } from './judge-bookings';
import { judgeBooks } from './judge-books';
import { judgeDesks } from './judge-desks';
import { judgeLists } from './judge-lists';
import { judgeMessages } from './judge-messages';
import { judgeShares } from './judge-shares';
import { judgeTills } from './judge-tills';
import { readLedger } from './ledger';
import type { DeskStory, Story } from './story';

/** Everything that must hold after the run, a sentence for each breach. */
export async function judge(
  sandbox: Sandbox,
  stories: readonly Story[],
  desks: readonly DeskStory[] = [],
): Promise<string[]> {
  // Whether they are the right ones is checked with the books.
  const invariants = (
    await listViolations(CONSISTENCY_CHECKS.filter((check) => check !== COURT_GIVEN_BACK))
  ).map(({ check, total, objectIds }) => `${check.id} ${check.type}: ${total}, such as ${objectIds[0]}`);
  const ledger = await readLedger(sandbox);
  return [
    ...invariants,
    ...(await judgeBooks(ledger)),
    ...(await judgeBookings(ledger, stories)),
    ...(await judgeShares(sandbox)),
    ...(await judgeDesks(desks)),
    ...(await judgeTills()),
    ...(await judgeActs()),
    ...(await judgeLists()),
    ...(await judgeMessages(sandbox)),
    ...(await judgeEvents()),
  ];
}

/** No event was given up, because the run sends none that cannot be processed. */
async function judgeEvents(): Promise<string[]> {
  const dead = await db().select().from(webhookEvents).where(isNotNull(webhookEvents.deadAt));
  return dead.map(({ eventId, type, lastError }) => `P7 ${eventId} (${type}) was given up: ${lastError}`);
}

/** How often each kind of repair was made. */
export type Repairs = Record<string, number>;

/** Only Stripe knows an intent that was made and never stored, so only reconciliation can cancel it. */
const EXPECTED: readonly string[] = ['cancelled_at_stripe'];

/**
 * Runs reconciliation as if minutes had passed, until it repairs nothing more. Intents that were never stored are
 * expected; any other repair is a fault of the app.
 */
export async function reconcileFully(): Promise<{ repaired: Repairs; breaches: string[] }> {
  const before = (await db().select({ id: repairs.id }).from(repairs)).reduce(
    (most, { id }) => Math.max(most, id),
    0,
  );
  const ctx = { ...systemContext('chaos'), now: new Date(Date.now() + 5 * MINUTE_MS) };
  let last = await reconcile(ctx);
  for (let round = 1; round < 3 && last.repaired > 0; round += 1) last = await reconcile(ctx);
  const rows = await db()
    .select({ action: repairs.action, times: count() })
    .from(repairs)
    .where(and(gt(repairs.id, before), notInArray(repairs.action, ['flagged', 'resolved'])))
    .groupBy(repairs.action);
  const repaired = Object.fromEntries(rows.map(({ action, times }) => [action, times]));
  const missed = Object.entries(repaired).filter(([action]) => !EXPECTED.includes(action));
  return {
    repaired,
    breaches: [
      ...missed.map(([action, times]) => `only reconciliation mended ${times}: ${action}`),
      ...(last.open > 0 ? [`reconciliation left ${last.open} differences`] : []),
    ],
  };
}
