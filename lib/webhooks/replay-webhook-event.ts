import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { webhookEvents } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { plainId } from '@/lib/core/input/plain-number';
import { recordChange } from '@/lib/records/audit';
import { nudge, nudgeNotice } from '@/lib/services/inngest/jobs';
import { readEmailEvent } from '@/lib/services/resend/resend';
import { type Processed, processStripeEvent } from './process-stripe-event';
import { applyMailEvent } from './receive-mail-event';
import { reapplySmsEvent } from './receive-sms-event';

type Event = typeof webhookEvents.$inferSelect;

export const replayWebhookEventSchema = z.strictObject({
  webhookEventId: plainId,
});

/**
 * Works off a stored event once more, whatever became of it before. It can do no harm: one of Stripe's only tells us
 * to look, one about a message moves its notice forward only, and the message that replaces it exists once.
 * @throws AppError not_found, forbidden for anyone but an operator, service_unavailable while Stripe is away: its
 *   event then waits for the sweep
 */
export async function replayWebhookEvent(
  ctx: Context,
  { webhookEventId }: z.output<typeof replayWebhookEventSchema>,
): Promise<Processed> {
  requireOperator(ctx);
  const { event, noticeIds } = await transaction(async (tx) => {
    const [found] = await tx
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.id, webhookEventId))
      .for('update');
    if (!found) throw notFound('webhook event');
    const from = found.deadAt ? 'dead' : found.processedAt ? 'processed' : 'waiting';
    const change = { entity: 'webhook_event', entityId: webhookEventId, from, to: 'waiting' } as const;
    await recordChange(tx, ctx, { ...change, asStaff: true });
    return { event: found, noticeIds: await workOffAgain(tx, ctx, found) };
  });
  nudge(...noticeIds.map((id) => nudgeNotice(id, 0)));
  return event.provider === 'stripe' ? processStripeEvent(ctx, webhookEventId) : 'done';
}

/** What a message's provider says is all there is to know, so it is done here; Stripe is asked after the commit. */
async function workOffAgain(tx: Tx, ctx: Context, event: Event): Promise<string[]> {
  switch (event.provider) {
    case 'stripe':
      await tx
        .update(webhookEvents)
        .set({ processedAt: null, deadAt: null, attempts: 0, nextAttemptAt: sql`now()` })
        .where(eq(webhookEvents.id, event.id));
      return [];
    case 'resend':
      return applyMailEvent(tx, ctx, event.id, readEmailEvent(event.eventId, event.payload));
    case 'twilio':
      return reapplySmsEvent(tx, ctx, event.id, event.payload);
  }
}
