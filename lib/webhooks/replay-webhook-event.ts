import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { webhookEvents } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { plainId } from '@/lib/core/input/plain-number';
import { recordChange } from '@/lib/records/audit';
import { readEmailEvent } from '@/lib/services/resend/resend';
import { type Processed, processStripeEvent } from './process-stripe-event';
import { applyMailEvent } from './receive-mail-event';
import { reapplySmsEvent } from './receive-sms-event';

type Event = typeof webhookEvents.$inferSelect;

export const replayWebhookEventSchema = z.strictObject({
  webhookEventId: plainId,
});

/**
 * Processes a stored event once more, whatever its state. This is safe: a Stripe event only says where to look, and a
 * message event moves its notice forward only.
 * @throws AppError not_found, forbidden for anyone but an operator, service_unavailable while Stripe is away
 */
export async function replayWebhookEvent(
  ctx: Context,
  { webhookEventId }: z.output<typeof replayWebhookEventSchema>,
): Promise<Processed> {
  requireOperator(ctx);
  const event = await transaction(async (tx, after) => {
    const [found] = await tx
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.id, webhookEventId))
      .for('update');
    if (!found) throw notFound('webhook event');
    const from = found.deadAt ? 'dead' : found.processedAt ? 'processed' : 'waiting';
    const change = { entity: 'webhook_event', entityId: webhookEventId, from, to: 'waiting' } as const;
    await recordChange(tx, ctx, { ...change, asStaff: true });
    await workOffAgain(tx, after, ctx, found);
    return found;
  });
  return event.provider === 'stripe' ? processStripeEvent(ctx, webhookEventId) : 'done';
}

/** An event about a message is applied here. Stripe's is processed after the commit, since Stripe must be asked. */
async function workOffAgain(tx: Tx, after: After, ctx: Context, event: Event): Promise<void> {
  switch (event.provider) {
    case 'stripe':
      await tx
        .update(webhookEvents)
        .set({ processedAt: null, deadAt: null, tryCount: 0, nextAttemptAt: sql`now()` })
        .where(eq(webhookEvents.id, event.id));
      return;
    case 'resend':
      return applyMailEvent(tx, after, ctx, event.id, readEmailEvent(event.eventId, event.payload));
    case 'twilio':
      return reapplySmsEvent(tx, after, ctx, event.id, event.payload);
  }
}
