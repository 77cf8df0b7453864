import { and, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { db } from '@/db';
import { notices, payments, refunds, reservations, webhookEvents } from '@/db/schema';

const count = sql<number>`count(*)::int`;

/** What still waits for a job, in words and numbers; empty when all is done. */
export async function listUnrest(): Promise<string[]> {
  const [held, cancelling, refunding, telling, hearing] = await Promise.all([
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
      .where(and(inArray(notices.status, ['pending', 'sending']), ne(notices.channel, 'call'))),
    db()
      .select({ count })
      .from(webhookEvents)
      .where(and(isNull(webhookEvents.processedAt), isNull(webhookEvents.deadAt))),
  ]);
  const counts = { held, cancelling, refunding, telling, hearing };
  return Object.entries(counts).flatMap(([name, [row]]) => (row?.count ? [`${row.count} ${name}`] : []));
}

/** Waits until nothing waits for a job, and a while longer for word that is still on its way. */
export async function untilQuiet(withinMs: number, say: (line: string) => void): Promise<string[]> {
  const deadline = Date.now() + withinMs;
  let unrest = await listUnrest();
  for (let calm = 0; calm < 3 && Date.now() < deadline; calm = unrest.length === 0 ? calm + 1 : 0) {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    unrest = await listUnrest();
    if (unrest.length > 0) say(`    waiting: ${unrest.join(', ')}`);
  }
  return unrest;
}
