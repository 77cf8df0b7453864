import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import type { Context } from '@/lib/core/context';
import { applyMessageState } from '@/lib/notices/apply-message-state';
import { storeWebhookEvent } from '@/lib/records/store-webhook-event';
import { type EmailEvent, parseResendWebhook } from '@/lib/services/resend/resend';

/**
 * Verifies a Resend webhook, stores it and moves its notice. A permanent bounce or a complaint marks the mailbox as
 * invalid and uses the next channel.
 * @throws AppError invalid_input for a bad or stale signature
 */
export async function receiveMailEvent(ctx: Context, rawBody: string, headers: Headers): Promise<void> {
  const event = parseResendWebhook(rawBody, headers);
  const { id: eventId, type, emailId, payload } = event;
  await transaction(async (tx, after) => {
    const arrived = { provider: 'resend' as const, eventId, type, objectId: emailId, payload };
    const stored = await storeWebhookEvent(arrived, tx);
    if (stored !== null) await applyMailEvent(tx, after, ctx, stored, event);
  });
}

/** Applies a stored event, as far as it was not applied before. */
export function applyMailEvent(
  tx: Tx,
  after: After,
  ctx: Context,
  webhookEventId: number,
  event: EmailEvent,
): Promise<void> {
  const { emailId, payload, to } = event;
  const state = stateOf(event);
  const told = state && { providerId: emailId, noticeId: noticeOf(payload), recipients: to, ...state };
  return applyMessageState(tx, after, ctx, webhookEventId, told);
}

const tagged = z.object({ data: z.object({ tags: z.object({ notice_id: z.uuid() }) }) });

function noticeOf(payload: unknown): string | null {
  const parsed = tagged.safeParse(payload);
  return parsed.success ? parsed.data.data.tags.notice_id : null;
}

/** The events that move a notice. Resend must send us these (resend.com/docs/webhooks/event-types). */
export const NEEDED_MAIL_EVENTS = [
  'email.delivered',
  'email.bounced',
  'email.complained',
  'email.failed',
  'email.suppressed',
] as const;

function stateOf({ type, bounceType }: EmailEvent) {
  const needed = NEEDED_MAIL_EVENTS.find((known) => known === type);
  switch (needed) {
    case 'email.delivered':
      return { status: 'delivered' as const, mailboxDead: false };
    case 'email.bounced':
      return { status: 'bounced' as const, mailboxDead: bounceType === 'Permanent' };
    case 'email.complained':
      return { status: 'delivered' as const, mailboxDead: true };
    case 'email.failed':
    case 'email.suppressed':
      return { status: 'failed' as const, mailboxDead: false };
    case undefined:
      return undefined;
  }
}
