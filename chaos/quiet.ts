import { and, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import { db } from '@/db';
import {
  customerRemovals,
  notices,
  payments,
  refunds,
  reservations,
  sharedCosts,
  staleDays,
  webhookEvents,
} from '@/db/schema';
import type { World } from './world';

const count = sql<number>`count(*)::int`;
const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 15_000;
const SWEEP_EVERY_MS = 10_000;

/** Failed work is put off for up to an hour. A text that waits for the morning is no unrest. */
const isDueSoon = lte(notices.nextAttemptAt, sql`now() + interval '1 hour'`);

/** The rows that wait for a job. `held` waits for its player or its end, `carrying` for the charge of a saved card. */
export type Unrest = Record<
  'held' | 'cancelling' | 'refunding' | 'telling' | 'hearing' | 'carrying' | 'forgetting',
  number
>;

/** A saved card that is to be charged or forgotten. That of an expired hold stays for an hour. */
const isDueOrOver = sql`${sharedCosts.endedAt} is null
  and exists (select from reservations r where r.id = ${sharedCosts.reservationId}
    and r.status not in ('payment_pending', 'pending', 'expired'))
  and not exists (select from dues d where d.reservation_id = ${sharedCosts.reservationId}
    and d.cause = 'share' and d.settled_at is null and d.waived_at is null and d.due_by > now())`;

/** Counts the rows that wait for a job. */
export async function countUnrest(): Promise<Unrest> {
  const [held, cancelling, refunding, telling, hearing, carrying, forgetting] = await Promise.all([
    db()
      .select({ count })
      .from(reservations)
      .where(inArray(reservations.status, ['payment_pending', 'pending'])),
    db()
      .select({ count })
      .from(payments)
      .where(and(eq(payments.status, 'pending'), isNotNull(payments.cancelRequestedAt))),
    db()
      .select({ count })
      .from(refunds)
      .where(inArray(refunds.status, ['requested', 'pending'])),
    db()
      .select({ count })
      .from(notices)
      .where(and(inArray(notices.status, ['pending', 'sending']), ne(notices.channel, 'call'), isDueSoon)),
    db()
      .select({ count })
      .from(webhookEvents)
      .where(and(isNull(webhookEvents.processedAt), isNull(webhookEvents.deadAt))),
    db().select({ count }).from(sharedCosts).where(isDueOrOver),
    db().select({ count }).from(customerRemovals),
  ]);
  const of = ([row]: { count: number }[]) => row?.count ?? 0;
  return {
    held: of(held),
    cancelling: of(cancelling),
    refunding: of(refunding),
    telling: of(telling),
    hearing: of(hearing),
    carrying: of(carrying),
    forgetting: of(forgetting),
  };
}

/** In words and numbers. Empty when nothing waits. */
export const inWords = (unrest: Unrest): string[] =>
  Object.entries(unrest).flatMap(([name, waiting]) => (waiting > 0 ? [`${waiting} ${name}`] : []));

/** What still waits for a job, in words and numbers. Empty when all is done. */
export const listUnrest = async (): Promise<string[]> => inWords(await countUnrest());

/** The rows that wait for a job, and not for a player. */
export const backlogOf = ({ held, ...waiting }: Unrest): number =>
  Object.values(waiting).reduce((sum, rows) => sum + rows, 0);

/**
 * Waits until no row waits for a job, no event of a provider is on its way and the days of courts are counted, twice in
 * a row. Returns what is left when the time is over.
 */
export async function untilQuiet(
  { flush, sweep }: Pick<World, 'flush' | 'sweep'>,
  deadline: number,
  say: (line: string) => void,
): Promise<string[]> {
  let toldAt = Date.now();
  let sweptAt = 0;
  let left: string[] = [];
  for (let calm = 0; calm < 2; calm = left.length === 0 ? calm + 1 : 0) {
    const undelivered = await flush();
    const stale = await db().$count(staleDays);
    left = [
      ...(await listUnrest()),
      ...(undelivered > 0 ? [`${undelivered} on their way`] : []),
      ...(stale > 0 ? [`${stale} to be counted`] : []),
    ];
    if (Date.now() > deadline) break;
    if (left.length > 0 && Date.now() - sweptAt > SWEEP_EVERY_MS) {
      sweptAt = Date.now();
      await passTime();
      await sweep();
    }
    if (left.length > 0 && Date.now() - toldAt > TELL_EVERY_MS) {
      toldAt = Date.now();
      say(`    waiting: ${left.join(', ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return left;
}

/**
 * Failed work is put off for up to an hour. A message whose sender died waits two minutes for a mail and ten for a
 * text; no process dies here any more, so half a minute is enough.
 */
async function passTime(): Promise<void> {
  const now = sql`now()`;
  await db()
    .update(notices)
    .set({ claimedAt: sql`now() - interval '11 minutes'` })
    .where(and(eq(notices.status, 'sending'), lt(notices.claimedAt, sql`now() - interval '30 seconds'`)));
  await db()
    .update(notices)
    .set({ nextAttemptAt: now })
    .where(and(inArray(notices.status, ['pending', 'sending']), gt(notices.nextAttemptAt, now), isDueSoon));
  await db().update(webhookEvents).set({ nextAttemptAt: now }).where(gt(webhookEvents.nextAttemptAt, now));
  await db().update(refunds).set({ retryAfter: now }).where(gt(refunds.retryAfter, now));
  await db().update(payments).set({ cancelRetryAfter: now }).where(gt(payments.cancelRetryAfter, now));
}
