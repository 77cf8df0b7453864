import { inArray, notInArray, or } from 'drizzle-orm';
import { db } from '@/db';
import { disputes } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { OVER } from '@/lib/ledger/disputes';
import { type Mended, orFind } from '@/lib/payments/tolerant-run';
import { recordRepair } from '@/lib/records/findings';
import { applyDispute } from '@/lib/refunds/apply-dispute';
import { UnreadableReply } from '@/lib/services/call/read-reply';
import { getDispute, listMoved, listRecentDisputes, type StripeDispute } from '@/lib/services/stripe/stripe';

/** One that is over can move again: a bank that lost may appeal. */
const DISPUTE_MOVES = ['charge.dispute.updated', 'charge.dispute.closed'];

/**
 * Takes over what Stripe says of every dispute opened since then, and of every one of ours that is still open or has
 * moved since then. Each is read by itself, since it may move on while they are listed. Returns what Stripe said.
 */
export async function reconcileDisputes(ctx: Context, mended: Mended, since: Date): Promise<StripeDispute[]> {
  const read: StripeDispute[] = [];
  for (const objectId of await listIds(since)) {
    await orFind(mended, { issue: 'reconcile.dispute', objectId }, async () => {
      const dispute = await getDispute(objectId);
      read.push(dispute);
      if ((await applyDispute(ctx, dispute)) !== 'moved') return;
      await recordRepair(ctx, { issue: 'reconcile.dispute', objectId }, 'taken_over');
      mended.repaired += 1;
    });
  }
  return read;
}

async function listIds(since: Date): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const dispute of listRecentDisputes({ createdAfter: since })) {
    // One of ours is asked for all the same, and shown when it still cannot be understood.
    if (!(dispute instanceof UnreadableReply)) ids.add(dispute.id);
  }
  const moved = await listMoved(DISPUTE_MOVES, { createdAfter: since });
  const ours = await db()
    .select({ id: disputes.id })
    .from(disputes)
    .where(or(notInArray(disputes.status, OVER), inArray(disputes.id, moved)));
  for (const { id } of ours) ids.add(id);
  return ids;
}
