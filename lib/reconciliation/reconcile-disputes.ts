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

/** A final one may change again, when a bank appeals. */
const DISPUTE_MOVES = ['charge.dispute.updated', 'charge.dispute.closed'];

/**
 * Takes over Stripe's state of every dispute opened since then, and of ours that are open or have changed since. Each
 * is read alone, because it may change during the listing; returns Stripe's disputes.
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
    // One of ours is read all the same, and shown when it is still unreadable.
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
