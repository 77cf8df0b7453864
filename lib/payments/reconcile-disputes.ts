import { notInArray } from 'drizzle-orm';
import { db } from '@/db';
import { disputes } from '@/db/schema';
import type { Context } from '@/lib/context';
import { OVER } from '@/lib/disputes';
import { recordRepair } from '@/lib/findings';
import { UnreadableReply } from '@/lib/services/read-reply';
import { getDispute, listRecentDisputes, type StripeDispute } from '@/lib/services/stripe';
import { applyDispute } from './apply-dispute';
import { type Mended, orFind } from './one-by-one';

/** Takes over what Stripe says of every dispute opened since then, and of every one of ours that is still open. */
export async function reconcileDisputes(ctx: Context, since: Date): Promise<Mended> {
  const mended: Mended = { repaired: 0, open: [] };
  const seen = new Set<string>();
  for await (const dispute of listRecentDisputes({ createdAfter: since })) {
    // One of ours is asked for below, and shown when it still cannot be understood.
    if (dispute instanceof UnreadableReply) continue;
    seen.add(dispute.id);
    await takeOver(ctx, mended, dispute.id, async () => dispute);
  }
  const open = db().select({ id: disputes.id }).from(disputes).where(notInArray(disputes.status, OVER));
  for (const { id } of await open) {
    if (!seen.has(id)) await takeOver(ctx, mended, id, () => getDispute(id));
  }
  return mended;
}

const takeOver = (ctx: Context, mended: Mended, objectId: string, read: () => Promise<StripeDispute>) =>
  orFind(mended, { issue: 'reconcile.dispute', objectId }, async () => {
    if ((await applyDispute(ctx, await read())) !== 'moved') return;
    await recordRepair(ctx, { issue: 'reconcile.dispute', objectId }, 'taken_over');
    mended.repaired += 1;
  });
