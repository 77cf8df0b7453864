import { TaskCancelledError } from 'cockatiel';
import twilio from 'twilio';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { AppError, isAppError } from '@/lib/core/errors';
import { foldText } from '@/lib/core/input/fold-text';
import { call } from '@/lib/services/call/call';
import { credential } from '@/lib/services/call/credentials';
import { isProviderOutage } from '@/lib/services/call/provider-errors';
import { readReply, UnreadableReply } from '@/lib/services/call/read-reply';
import { connection, rethrow } from './twilio-client';

/** A text that Twilio may have accepted without an answer. A repeat might send it twice. */
export class SmsOutcomeUnknown extends AppError {
  constructor(cause: AppError) {
    super('service_unavailable', cause.message, { cause, retryAfterSeconds: cause.retryAfterSeconds ?? 60 });
  }
}

/**
 * Gives one text message to Twilio, which has no idempotency keys.
 * @throws ProviderRefusal with code `21610` when the recipient has opted out (twilio.com/docs/api/errors/21610),
 *   SmsOutcomeUnknown when it may have been sent, any other service_unavailable when it certainly was not
 */
export async function sendSms(message: {
  /** E.164. */
  to: string;
  body: string;
  statusCallbackUrl: string;
  /** After this Twilio stops trying to reach the telephone. */
  expiresAt?: Date | null;
}): Promise<{ sid: string; status: string }> {
  try {
    const reply = await call('sms', 'send', () =>
      connection()
        .messages.create({
          to: message.to,
          body: message.body,
          statusCallback: message.statusCallbackUrl,
          ...validity(message.expiresAt),
          ...sender(env().TWILIO_FROM),
        })
        .catch(rethrow),
    );
    return readReply('sms', z.object({ sid: z.string(), status: z.string() }), reply);
  } catch (error) {
    throw isAppError(error) && mayHaveGone(error) ? new SmsOutcomeUnknown(error) : error;
  }
}

/** Whether Twilio may have the message: the connection broke, the time ended or the answer was unreadable. */
const mayHaveGone = (error: AppError): boolean =>
  error instanceof UnreadableReply ||
  error.cause instanceof TaskCancelledError ||
  (isProviderOutage(error.cause) && error.cause.mayHaveWorked);

/** Reads the account, which is the cheapest call that proves connection and key. */
export const pingTwilio = async (): Promise<void> => {
  const account = () => connection().api.v2010.accounts(env().TWILIO_ACCOUNT_SID).fetch().catch(rethrow);
  await call('sms', 'ping', account, { retryRead: true });
};

export type SmsEvent =
  | { kind: 'status'; eventId: string; sid: string; status: string; errorCode: string | null }
  | {
      kind: 'incoming';
      eventId: string;
      sid: string;
      from: string;
      body: string;
      consent: 'stop' | 'start' | null;
    };

const incoming = z.object({
  MessageSid: z.string(),
  From: z.string(),
  Body: z.string(),
  OptOutType: z.string().optional(),
});
const status = z.object({
  MessageSid: z.string(),
  MessageStatus: z.string(),
  ErrorCode: z.string().optional(),
});

/**
 * Verifies and reads a status callback or an incoming message. `url` is the requested path and query, which Twilio
 * signs as a URL of our public origin.
 * @throws AppError invalid_input for a bad signature or a form that is neither
 */
export function parseTwilioWebhook(
  url: string,
  params: Readonly<Record<string, string>>,
  signature: string,
): SmsEvent {
  const { pathname, search } = new URL(url, env().NEXTAUTH_URL);
  const signed = new URL(pathname + search, env().NEXTAUTH_URL).href;
  const token = credential('TWILIO_AUTH_TOKEN', 'sms').reveal();
  if (!twilio.validateRequest(token, signature, signed, { ...params })) {
    throw new AppError('invalid_input', 'The X-Twilio-Signature header does not fit this request.');
  }
  return readSmsEvent(params);
}

/**
 * Reads a form that was verified when it came.
 * @throws AppError invalid_input for one that is neither a status nor a message
 */
export function readSmsEvent(params: Readonly<Record<string, string>>): SmsEvent {
  const update = status.safeParse(params);
  if (update.success) {
    const { MessageSid: sid, MessageStatus, ErrorCode } = update.data;
    return {
      kind: 'status',
      eventId: `${sid}:${MessageStatus}`,
      sid,
      status: MessageStatus,
      errorCode: ErrorCode ?? null,
    };
  }
  const message = incoming.safeParse(params);
  if (!message.success) throw new AppError('invalid_input', 'This is neither a status nor a message.');
  const { MessageSid: sid, From: from, Body: body, OptOutType: said } = message.data;
  return { kind: 'incoming', eventId: sid, sid, from, body, consent: consentOf(body, said) };
}

/**
 * Twilio's keywords (help.twilio.com, "Twilio support for opt-out keywords") and Spanish ones, as `foldText` writes
 * them.
 */
const STOP = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'revoke',
  'optout',
  'baja',
  'parar',
]);
const START = new Set(['start', 'yes', 'unstop']);

/**
 * Twilio's own reading comes first (`OptOutType` of its Advanced Opt-Out). Without it a single word counts, in any
 * case and punctuation.
 */
function consentOf(body: string, optOutType?: string): 'stop' | 'start' | null {
  switch (optOutType) {
    case 'STOP':
      return 'stop';
    case 'START':
      return 'start';
    case 'HELP':
      return null;
  }
  const word = foldText(body).replace(/[^\p{L}\p{N}]/gu, '');
  if (STOP.has(word)) return 'stop';
  return START.has(word) ? 'start' : null;
}

/** Twilio takes 1 to 36,000 seconds (twilio.com/docs/messaging/api/message-resource, `ValidityPeriod`). */
const MOST_VALID_SECONDS = 36_000;

function validity(expiresAt: Date | null = null) {
  if (expiresAt === null) return {};
  const seconds = Math.floor((expiresAt.getTime() - Date.now()) / 1000);
  return { validityPeriod: Math.min(Math.max(seconds, 1), MOST_VALID_SECONDS) };
}

const sender = (from: string) => (from.startsWith('MG') ? { messagingServiceSid: from } : { from });
