import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { webhookEvents } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { applyMessageState } from '@/lib/notices/apply-message-state';
import { keptNumber, setOptOut } from '@/lib/notices/opt-outs';
import { storeWebhookEvent } from '@/lib/records/store-webhook-event';
import { parseTwilioWebhook, readSmsEvent, type SmsEvent } from '@/lib/services/twilio/twilio';

/**
 * What is kept of an event. A status keeps its parameters and the address that names its notice, a text only its
 * number's stored form and its keyword.
 */
const storedSmsSchema = z.object({ url: z.string(), params: z.record(z.string(), z.string()) });
type StoredSms = z.output<typeof storedSmsSchema>;

/**
 * Verifies a Twilio webhook and stores it. A status callback moves its notice; STOP and START set and clear the
 * opt-out of their number.
 * @throws AppError invalid_input for a bad signature
 */
export async function receiveSmsEvent(
  ctx: Context,
  url: string,
  params: Record<string, string>,
  signature: string,
): Promise<void> {
  const event = parseTwilioWebhook(url, params, signature);
  const { eventId, kind, sid } = event;
  const { pathname, search } = new URL(url);
  const payload: StoredSms = { url: pathname + search, params: keptParams(event, params) };
  await transaction(async (tx, after) => {
    const arrived = { provider: 'twilio' as const, eventId, type: kind, objectId: sid, payload };
    const stored = await storeWebhookEvent(arrived, tx);
    if (stored !== null) await applySmsEvent(tx, after, ctx, stored, event, noticeOf(payload));
  });
}

function keptParams(event: SmsEvent, params: Record<string, string>): Record<string, string> {
  if (event.kind === 'status') return params;
  return { MessageSid: event.sid, From: keptNumber(event.from), Body: event.consent ?? '' };
}

/** Applies a stored event, as far as it was not applied before. */
export async function reapplySmsEvent(
  tx: Tx,
  after: After,
  ctx: Context,
  webhookEventId: number,
  payload: unknown,
): Promise<void> {
  const stored = storedSmsSchema.parse(payload);
  return applySmsEvent(tx, after, ctx, webhookEventId, readSmsEvent(stored.params), noticeOf(stored));
}

async function applySmsEvent(
  tx: Tx,
  after: After,
  ctx: Context,
  webhookEventId: number,
  event: SmsEvent,
  noticeId: string | null,
): Promise<void> {
  if (
    event.kind === 'incoming' &&
    event.consent !== null &&
    !(await isOutdated(tx, webhookEventId, event.from))
  ) {
    await setOptOut(tx, ctx, event.from, event.consent === 'stop');
  }
  const status = event.kind === 'status' ? statusOf(event.status) : undefined;
  const told = status && { providerId: event.sid, noticeId, recipients: [], status, mailboxDead: false };
  return applyMessageState(tx, after, ctx, webhookEventId, told);
}

/**
 * Whether the same number sent a later STOP or START. The last one counts, even when an earlier one is processed
 * again.
 */
async function isOutdated(tx: Tx, webhookEventId: number, from: string): Promise<boolean> {
  const later = await tx
    .select({ payload: webhookEvents.payload })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.provider, 'twilio'),
        eq(webhookEvents.type, 'incoming'),
        gt(webhookEvents.id, webhookEventId),
        inArray(sql`${webhookEvents.payload} -> 'params' ->> 'From'`, [keptNumber(from), from]),
      ),
    );
  return later.some(({ payload }) => {
    const event = readSmsEvent(storedSmsSchema.parse(payload).params);
    return event.kind === 'incoming' && event.consent !== null;
  });
}

/** The notice that the callback address names. */
function noticeOf({ url }: StoredSms): string | null {
  const parsed = z.uuid().safeParse(new URL(url, 'http://localhost').searchParams.get('notice_id'));
  return parsed.success ? parsed.data : null;
}

/** Callbacks arrive in any order, so only the final states count. */
function statusOf(status: string) {
  if (status === 'delivered' || status === 'read') return 'delivered' as const;
  return status === 'undelivered' || status === 'failed' ? ('failed' as const) : undefined;
}
