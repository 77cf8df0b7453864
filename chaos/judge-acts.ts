import { and, inArray, isNotNull, ne } from 'drizzle-orm';
import { db } from '@/db';
import { acts, notices, refunds } from '@/db/schema';

/** Checks that an act that was undone in time told nobody and refunded nothing. */
export async function judgeActs(): Promise<string[]> {
  const undone = await db()
    .select({ id: acts.id, undoneAt: acts.undoneAt, undoUntil: acts.undoUntil })
    .from(acts)
    .where(isNotNull(acts.undoneAt));
  const ids = undone.map(({ id }) => id);
  const sent = await db()
    .select({ id: notices.id })
    .from(notices)
    .where(and(inArray(notices.actId, ids), isNotNull(notices.sentAt)));
  const refunded = await db()
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(inArray(refunds.actId, ids), ne(refunds.status, 'recalled')));
  return [
    ...undone
      .filter(({ undoneAt, undoUntil }) => undoneAt !== null && undoneAt > undoUntil)
      .map(({ id }) => `P10 act ${id} was undone after its time`),
    ...sent.map(({ id }) => `P10 notice ${id} went out for an act that was undone`),
    ...refunded.map(({ id }) => `P10 refund ${id} is of an act that was undone`),
  ];
}
