import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { users } from '@/db/schema';
import { nudge, nudgeNotice } from '@/lib/services/jobs';
import { parseTwilioWebhook } from '@/lib/services/twilio';
import { storeWebhookEvent } from '@/lib/store-webhook-event';
import { applyMessageState } from './apply-message-state';

/**
 * Verifies a Twilio webhook and stores it: a status callback moves its notice, STOP and START set and clear the
 * opt-out of everyone with that number.
 * @throws AppError invalid_input for a bad signature
 */
export async function receiveSmsEvent(
  url: string,
  params: Record<string, string>,
  signature: string,
): Promise<void> {
  const event = parseTwilioWebhook(url, params, signature);
  const { eventId, kind, sid } = event;
  const status = event.kind === 'status' ? statusOf(event.status) : undefined;
  const told = status && {
    providerId: sid,
    noticeId: noticeOf(url),
    recipients: [],
    status,
    mailboxDead: false,
  };
  const created = await transaction(async (tx) => {
    const arrived = { provider: 'twilio' as const, eventId, type: kind, objectId: sid, payload: params };
    const stored = await storeWebhookEvent(arrived, tx);
    if (stored === null) return [];
    if (event.kind !== 'status' && event.consent !== null) {
      await setOptOut(tx, event.from, event.consent === 'stop');
    }
    return applyMessageState(tx, stored, told);
  });
  nudge(...created.map((id) => nudgeNotice(id, 0)));
}

/** The notice named in the callback address we gave. */
function noticeOf(url: string): string | null {
  const parsed = z.uuid().safeParse(new URL(url).searchParams.get('notice_id'));
  return parsed.success ? parsed.data : null;
}

/** Callbacks come in any order, so only the final ones count. */
function statusOf(status: string) {
  if (status === 'delivered' || status === 'read') return 'delivered' as const;
  return status === 'undelivered' || status === 'failed' ? ('failed' as const) : undefined;
}

const setOptOut = (tx: Tx, phone: string, stop: boolean) =>
  tx
    .update(users)
    .set({ smsOptedOutAt: stop ? sql`now()` : null })
    .where(eq(users.phone, phone));
