import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { notices } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { signTransaction } from '@/lib/records/audit';
import { nextChannel } from './next-channel';
import type { Notice } from './notice-facts';

type Change = Omit<Partial<typeof notices.$inferInsert>, 'nextAttemptAt' | 'claimedAt' | 'deliveredAt'> & {
  nextAttemptAt?: SQL;
  claimedAt?: SQL;
  deliveredAt?: SQL;
};

/** Changes the matching notices in the name of the actor. */
export async function moveNotices(
  tx: Tx,
  ctx: Context,
  change: Change,
  where: SQL | undefined,
): Promise<Notice[]> {
  await signTransaction(tx, ctx);
  return tx.update(notices).set(change).where(where).returning();
}

/** A notice that this process has claimed and nobody has moved since. */
export const claimed = ({ id }: Notice) => and(eq(notices.id, id), eq(notices.status, 'sending'));

type Sent = Pick<Partial<Notice>, 'providerId' | 'recipient' | 'sentSubject' | 'sentText'> & { sentAt: Date };

/** Marks a claimed notice as sent, with the provider's id. */
export async function markSent(ctx: Context, notice: Notice, sent: Sent): Promise<'sent'> {
  const change = { status: 'sent', ...sent } as const;
  const marked = await transaction((tx) => moveNotices(tx, ctx, change, claimed(notice)));
  if (marked.length === 0) await keepSent(notice, sent);
  return 'sent';
}

/** The provider may report on a message before we have marked it as sent. */
async function keepSent({ id }: Notice, sent: Sent): Promise<void> {
  const told = inArray(notices.status, ['delivered', 'bounced', 'failed']);
  await db()
    .update(notices)
    .set(sent)
    .where(and(eq(notices.id, id), told, isNull(notices.sentAt)));
}

/** Why a notice is not sent, where its object alone does not say it. */
type Moot = 'too_late' | 'superseded' | 'never_told' | 'refused';

/** Writes that a claimed notice is not to be sent any more. */
export async function suppress(
  ctx: Context,
  notice: Notice,
  lastError: Moot | null = null,
): Promise<'suppressed'> {
  await transaction((tx) => moveNotices(tx, ctx, { status: 'suppressed', lastError }, claimed(notice)));
  return 'suppressed';
}

/** Moves a claimed notice to the next channel. The last one is the call list. */
export async function giveUp(ctx: Context, notice: Notice, lastError: string): Promise<'failed'> {
  await transaction(async (tx, after) => {
    const failed = await moveNotices(tx, ctx, { status: 'failed', lastError }, claimed(notice));
    if (failed.length > 0) await nextChannel(tx, after, notice);
  });
  return 'failed';
}
