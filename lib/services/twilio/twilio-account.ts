import { z } from 'zod';
import { env } from '@/lib/core/env';
import { call } from '@/lib/services/call/call';
import { readReply } from '@/lib/services/call/read-reply';
import { connection, rethrow } from './twilio-client';

/** Where Twilio sends replies to our sender, which is a name without replies, a number or a service. */
export type ReplyRoute =
  | { kind: 'name' }
  | { kind: 'unknown_number' }
  | { kind: 'number' | 'service'; sid: string; url: string | null };

const numbersSchema = z.array(
  z
    .object({ sid: z.string(), smsUrl: z.string().nullable() })
    .transform(({ sid, smsUrl }) => ({ kind: 'number' as const, sid, url: smsUrl || null })),
);

const serviceSchema = z
  .object({
    sid: z.string(),
    inboundRequestUrl: z.string().nullable(),
    /** Each number then has its own URL. */
    useInboundWebhookOnNumber: z.boolean(),
  })
  .transform(({ sid, inboundRequestUrl, useInboundWebhookOnNumber }) => ({
    kind: 'service' as const,
    sid,
    url: useInboundWebhookOnNumber ? null : inboundRequestUrl || null,
  }));

/** Reads from Twilio where replies to `TWILIO_FROM` go. */
export async function readReplyRoute(): Promise<ReplyRoute> {
  const from = env().TWILIO_FROM;
  if (from.startsWith('MG')) {
    const service = () => connection().messaging.v1.services(from).fetch().catch(rethrow);
    return readReply('sms', serviceSchema, await call('sms', 'read_service', service, { retryRead: true }));
  }
  if (!from.startsWith('+')) return { kind: 'name' };
  const numbers = () =>
    connection().incomingPhoneNumbers.list({ phoneNumber: from, limit: 1 }).catch(rethrow);
  const reply = await call('sms', 'list_numbers', numbers, { retryRead: true });
  return readReply('sms', numbersSchema, reply)[0] ?? { kind: 'unknown_number' };
}

/** Has Twilio bring replies to `url`. */
export async function setReplyRoute(kind: 'number' | 'service', sid: string, url: string): Promise<void> {
  const { incomingPhoneNumbers, messaging } = connection();
  const set: () => Promise<unknown> =
    kind === 'number'
      ? () => incomingPhoneNumbers(sid).update({ smsUrl: url, smsMethod: 'POST' })
      : () =>
          messaging.v1
            .services(sid)
            .update({ inboundRequestUrl: url, inboundMethod: 'POST', useInboundWebhookOnNumber: false });
  await call('sms', 'set_reply_route', () => set().catch(rethrow));
}
