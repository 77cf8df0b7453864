import { and, eq, lte, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { notices } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { moveNotices } from './move-notice';
import { nextChannel } from './next-channel';

/**
 * Gives up text messages whose sending process died, and puts the people on the call list. Twilio has no idempotency
 * key, so a text that may have been sent is not sent again; returns how many there were.
 */
export async function giveUpStaleTexts(ctx: Context): Promise<number> {
  return transaction(async (tx, after) => {
    const died = and(
      eq(notices.channel, 'sms'),
      eq(notices.status, 'sending'),
      lte(notices.claimedAt, sql`now() - interval '10 minutes'`),
    );
    const unknown = { status: 'failed', lastError: 'the outcome is unknown' } as const;
    const stale = await moveNotices(tx, ctx, unknown, died);
    for (const notice of stale) await nextChannel(tx, after, notice);
    return stale.length;
  });
}
