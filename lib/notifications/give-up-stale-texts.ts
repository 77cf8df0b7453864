import { and, eq, lte, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { notices } from '@/db/schema';
import { fallBack } from './fall-back';

/**
 * Ends text messages whose sending died half-way. Twilio has no idempotency key, so one that may have gone out is
 * not sent again: the person goes on the club's call list instead, which needs no nudge. Returns how many there were.
 */
export async function giveUpStaleTexts(): Promise<number> {
  return transaction(async (tx) => {
    const stale = await tx
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
    for (const notice of stale) await fallBack(tx, notice);
    return stale.length;
  });
}
