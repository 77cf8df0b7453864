import { Resend } from 'resend';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { oneLine } from '@/lib/core/input/kept-text';
import { parse } from '@/lib/core/input/parse';
import { call } from '@/lib/services/call/call';
import { credential } from '@/lib/services/call/credentials';
import { ProviderOutage, ProviderRefusal, retryAfterSeconds } from '@/lib/services/call/provider-errors';
import { readReply } from '@/lib/services/call/read-reply';
import { getService } from '@/lib/services/call/registry';

/** A file of a mail. One with a `contentId` is shown where its HTML says `cid:` and that id. */
export type MailPart = {
  filename: string;
  content: string | Uint8Array;
  contentType: string;
  contentId?: string;
};

export type Email = {
  to: string;
  /** In whose name Pista writes, and who reads an answer. Without one it is Pista itself. */
  sender?: { name: string; replyTo: string | null } | null;
  /** What it is about. Programs fold mails with the same subject, unless they have different ones. */
  reference?: string;
  subject: string;
  html: string;
  text: string;
  /** The address at which one POST ends such mails (RFC 8058). */
  unsubscribeUrl?: string | null;
  attachments?: readonly MailPart[];
  /** Names and values of ASCII letters, digits, `_` and `-` only (resend.com/docs/api-reference/emails/send-email). */
  tags?: Record<string, string>;
};

type Reply = {
  data: unknown;
  error: { name: string; message: string; statusCode: number | null } | null;
  headers: Record<string, string> | null;
};

let client: Resend | undefined;

function resend(): Resend {
  client ??= new Resend(credential('RESEND_API_KEY', 'email').reveal(), {
    baseUrl: getService('email').endpoint(),
  });
  return client;
}

/**
 * Gives one mail to Resend, which sends it once for all calls of 24 hours with the same key and content.
 * @throws ProviderRefusal for an address or content that it will never accept
 */
export async function sendEmail(email: Email, idempotencyKey: string): Promise<{ id: string }> {
  const { to, subject, html, text, sender = null, attachments = [], tags = {} } = email;
  const reply = await call('email', 'send', (signal) =>
    resend()
      .emails.send(
        {
          from: fromOf(sender),
          ...(sender?.replyTo && { replyTo: sender.replyTo }),
          to,
          subject: oneLine(subject),
          html,
          text,
          headers: headersOf(email),
          attachments: attachments.map((file) => ({ ...file, content: Buffer.from(file.content) })),
          tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
        },
        { idempotencyKey, signal },
      )
      .then(dataOf),
  );
  return readReply('email', z.object({ id: z.string() }), reply);
}

/** The address of `Pista <hola@pista.example>`. */
export const senderAddress = (): string => /<([^<>]+)>/.exec(env().EMAIL_FROM)?.[1] ?? env().EMAIL_FROM;

const LONGEST_NAME = 60;

/** A quoted name needs its quotes and backslashes out (RFC 5322, 3.2.4), and looks like no address. */
function fromOf(sender: Email['sender']): string {
  if (!sender) return env().EMAIL_FROM;
  const name = [...oneLine(sender.name.replace(/["\\<>@]/g, ' '))].slice(0, LONGEST_NAME).join('');
  return `"${name} · Pista" <${senderAddress()}>`;
}

const headersOf = ({ unsubscribeUrl = null, reference }: Email): Record<string, string> => ({
  ...(reference !== undefined && { 'X-Entity-Ref-ID': reference }),
  ...(unsubscribeUrl !== null && {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }),
});

/** Proves connection and key by the cheapest call. A key that may only send is known to Resend, and is enough. */
export async function pingResend(): Promise<void> {
  await unlessSendOnly(listEmailDomains());
}

/** What was read, or null when our key may only send and so may not read it. */
export const unlessSendOnly = <T>(reading: Promise<T>): Promise<T | null> =>
  reading.catch((error: unknown) => {
    if (error instanceof ProviderRefusal && error.code === SEND_ONLY) return null;
    throw error;
  });

const SEND_ONLY = 'restricted_api_key';

/**
 * Lists the sending domains.
 * @throws ProviderRefusal for a key that may only send, see `unlessSendOnly`
 */
export const listEmailDomains = async (): Promise<{ name: string; status: string }[]> => {
  const reply = await call('email', 'ping', (signal) => resend().get('/domains', { signal }).then(dataOf), {
    retryRead: true,
  });
  const schema = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) });
  return readReply('email', schema, reply).data;
};

const endpointSchema = z
  .object({
    id: z.string(),
    endpoint: z.string(),
    status: z.string(),
    events: z.array(z.string()).nullable(),
  })
  .transform(({ id, endpoint, status, events }) => ({
    id,
    url: endpoint,
    isEnabled: status === 'enabled',
    events: events ?? [],
  }));

/**
 * The webhook endpoints of this account with their events. One page holds them all.
 * @throws ProviderRefusal for a key that may only send, see `unlessSendOnly`
 */
export async function listMailEndpoints(): Promise<z.output<typeof endpointSchema>[]> {
  const reply = await call(
    'email',
    'list_webhooks',
    (signal) => resend().get('/webhooks?limit=100', { signal }).then(dataOf),
    { retryRead: true },
  );
  return readReply('email', z.object({ data: z.array(endpointSchema) }), reply).data;
}

/** Sets the types of events that Resend sends to an endpoint. */
export async function setMailEvents(id: string, events: readonly string[]): Promise<void> {
  await call('email', 'update_webhook', (signal) =>
    resend()
      .patch(`/webhooks/${encodeURIComponent(id)}`, { events }, { signal })
      .then(dataOf),
  );
}

const webhookSchema = z.looseObject({
  type: z.string().min(1),
  data: z.looseObject({
    email_id: z.string().optional(),
    to: z.union([z.string().transform((address) => [address]), z.array(z.string())]).optional(),
    bounce: z.looseObject({ type: z.string() }).optional(),
  }),
});

export type EmailEvent = {
  /** The `svix-id`, the same for every delivery of one event. */
  id: string;
  type: string;
  emailId: string | null;
  /** `Permanent`, `Transient` or `Undetermined` on a bounce. */
  bounceType: string | null;
  to: string[];
  payload: unknown;
};

/**
 * Verifies and reads a webhook over its raw body (Svix signature, at most five minutes old).
 * @throws AppError invalid_input for a bad or stale signature, and for a signed body that is no event
 */
export function parseResendWebhook(rawBody: string, headers: Headers): EmailEvent {
  const id = headers.get('svix-id') ?? '';
  return readEmailEvent(id, verified(rawBody, id, headers));
}

/**
 * Reads an event that was verified when it came.
 * @throws AppError invalid_input for what is no event
 */
export function readEmailEvent(id: string, payload: unknown): EmailEvent {
  const { type, data } = parse(webhookSchema, payload);
  return {
    id,
    type,
    emailId: data.email_id ?? null,
    bounceType: data.bounce?.type ?? null,
    to: data.to ?? [],
    payload,
  };
}

/** Every configured secret is tried, so that one can be rotated without losing events. */
function verified(rawBody: string, id: string, headers: Headers): unknown {
  let cause: unknown;
  for (const webhookSecret of credential('RESEND_WEBHOOK_SECRET', 'email').reveal()) {
    try {
      return resend().webhooks.verify({
        payload: rawBody,
        webhookSecret,
        headers: {
          id,
          timestamp: headers.get('svix-timestamp') ?? '',
          signature: headers.get('svix-signature') ?? '',
        },
      });
    } catch (error) {
      cause = error;
    }
  }
  throw new AppError('invalid_input', 'The svix-signature header does not fit this body.', { cause });
}

/**
 * The SDK returns errors instead of throwing them. One without a status never reached Resend, or came from a proxy.
 */
function dataOf({ data, error, headers }: Reply): unknown {
  if (!error) return data;
  const status = error.statusCode ?? 0;
  if (error.name === 'concurrent_idempotent_requests') {
    throw new AppError('service_unavailable', 'The same mail is still being handed over.', {
      cause: error,
      retryAfterSeconds: 1,
    });
  }
  const refusesKey = isKeyUnknown(error.name, error.message);
  const ours = refusesKey || status === 429 || (status === 401 && error.name !== SEND_ONLY);
  const final = status >= 400 && status < 500 && !ours;
  if (final) throw new ProviderRefusal('email', error.message, { status, code: error.name });
  throw new ProviderOutage(`Resend: ${error.message}`, {
    cause: error,
    retryAfterSeconds: retryAfterSeconds(headers?.['retry-after']),
    refusesKey,
  });
}

/**
 * Resend answers a wrong key with 400, 401 or 403, and often in the name of a wrong field
 * (resend.com/docs/api-reference/errors).
 */
const isKeyUnknown = (name: string, message: string): boolean =>
  name === 'invalid_api_key' ||
  name === 'missing_api_key' ||
  (name === 'validation_error' && message.toLowerCase().startsWith('api key is invalid'));
