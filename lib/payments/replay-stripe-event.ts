import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { webhookEvents } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { type Processed, processStripeEvent } from './process-stripe-event';

export const replayStripeEventSchema = z.strictObject({ webhookEventId: z.coerce.number().int().positive() });

/**
 * Works off a stored Stripe event once more, whatever became of it before. Because an event only tells us to look,
 * a replay can do no harm.
 * @throws AppError not_found, conflict for another provider's event, forbidden for anyone but an operator,
 *   service_unavailable while Stripe is away: the event then waits for the sweep
 */
export async function replayStripeEvent(
  ctx: Context,
  { webhookEventId }: z.output<typeof replayStripeEventSchema>,
): Promise<Processed> {
  requireOperator(ctx);
  await transaction(async (tx) => {
    const [event] = await tx
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.id, webhookEventId))
      .for('update');
    if (!event) throw notFound('webhook event');
    if (event.provider !== 'stripe') throw new AppError('conflict', 'Only Stripe events can be replayed.');
    await tx
      .update(webhookEvents)
      .set({ processedAt: null, deadAt: null, attempts: 0, nextAttemptAt: sql`now()` })
      .where(eq(webhookEvents.id, webhookEventId));
    const from = event.deadAt ? 'dead' : event.processedAt ? 'processed' : 'waiting';
    const change = { entity: 'webhook_event', entityId: webhookEventId, from, to: 'waiting' } as const;
    await recordChange(tx, ctx, { ...change, asStaff: true });
  });
  return processStripeEvent(ctx, webhookEventId);
}
