import { and, eq, lte, sql } from 'drizzle-orm';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { fallBack } from './fall-back';

/**
 * Ends text messages whose sending died half-way. Twilio has no idempotency key, so one that may have gone out is
 * not sent again: the person goes on the club's call list instead. Returns how many there were.
 */
export async function giveUpStaleTexts(): Promise<number> {
  const stale = await db()
    .update(notices)
    .set({ status: 'failed', lastError: 'the outcome is unknown' })
    .where(
      and(
        eq(notices.channel, 'sms'),
        eq(notices.status, 'sending'),
        lte(notices.claimedAt, sql`now() - interval '10 minutes'`),
      ),
    )
    .returning();
  for (const notice of stale) await fallBack(notice);
  return stale.length;
}
