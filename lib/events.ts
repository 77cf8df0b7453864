import { eventType, Inngest } from 'inngest';
import { z } from 'zod';
import { log } from './log';

/** Keys and origin come from the INNGEST_* environment, read by the SDK when it first speaks. */
export const inngest = new Inngest({ id: 'pista', checkpointing: false });

/** Every event: a nudge that carries ids only, because the rows are the queue. */
export const events = {
  webhookStored: eventType('payment/webhook.stored', { schema: z.object({ webhookEventId: z.number() }) }),
  refundRequested: eventType('payment/refund.requested', { schema: z.object({ refundId: z.uuid() }) }),
  intentAbandoned: eventType('payment/intent.abandoned', { schema: z.object({ paymentId: z.uuid() }) }),
  noticePending: eventType('notice/pending', { schema: z.object({ noticeId: z.uuid() }) }),
  clubChanged: eventType('club/changed', {
    schema: z.object({ clubId: z.number(), operationId: z.uuid().optional() }),
  }),
};

type Nudge = { id: string; name: string; data: Record<string, unknown> };

/**
 * Tells the job engine that rows wait, after they were committed. Each event needs an id of its own, by which
 * repeats within a day are dropped. A nudge that is lost costs at most a minute: the sweep looks at the rows.
 */
export function nudge(...due: Nudge[]): void {
  if (due.length === 0) return;
  inngest.send(due).catch((error: unknown) => {
    log().warn(
      { err: error, events: due.map((event) => event.id) },
      'nudge lost, the sweep will find the rows',
    );
  });
}

export const nudgeWebhook = (webhookEventId: number, attempt: number): Nudge => ({
  ...events.webhookStored.create({ webhookEventId }),
  id: `webhook:${webhookEventId}:${attempt}`,
});

export const nudgeRefund = (refundId: string, attempt: number): Nudge => ({
  ...events.refundRequested.create({ refundId }),
  id: `refund:${refundId}:${attempt}`,
});

export const nudgeIntent = (paymentId: string): Nudge => ({
  ...events.intentAbandoned.create({ paymentId }),
  id: `intent:${paymentId}`,
});

export const nudgeNotice = (noticeId: string, retryCount: number): Nudge => ({
  ...events.noticePending.create({ noticeId }),
  id: `notice:${noticeId}:${retryCount}`,
});
