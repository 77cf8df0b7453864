import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { type RefundStatus, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { nudge, nudgeRefund } from '@/lib/services/inngest/jobs';
import { processRefund } from './process-refund';

/** Sends a requested refund while the caller waits. When Stripe is away it stays `requested` for the job. */
export async function sendRefund(ctx: Context, refundId: string): Promise<RefundStatus> {
  try {
    return await processRefund(ctx, refundId);
  } catch (error) {
    if (!isAppError(error, 'service_unavailable')) throw error;
    const [row] = await db()
      .select({ attempt: refunds.attempt })
      .from(refunds)
      .where(eq(refunds.id, refundId));
    nudge([nudgeRefund(refundId, row?.attempt ?? 1)]);
    return 'requested';
  }
}
