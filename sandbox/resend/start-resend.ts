import { randomUUID } from 'node:crypto';
import { answerInbox } from '../inbox/answer-inbox';
import { createOutbox, type Mail, type Outbox } from '../inbox/outbox';
import { SANDBOX_KEYS } from '../providers';
import { type Reply, type Request, type Running, serve } from '../serve';
import { createCourier } from '../webhooks';
import { deliverMail } from './deliver-mail';
import { createIdempotency } from './idempotency';
import { type MailRequest, parseMail } from './parse-mail';
import { ResendError, resendRefusal } from './resend-error';
import { createWebhookList } from './webhook-list';

export type ResendOptions = {
  port: number;
  appUrl: () => string;
  /** Shared with Twilio, so that one inbox shows both. */
  outbox?: Outbox;
  /** Clock of the idempotency keys, in epoch milliseconds. */
  now?: () => number;
  /** How long accepting a mail takes, during which its idempotency key is in use. */
  acceptMs?: number;
  /** From one delivery event to the next. */
  stepMs?: number;
};

/** Shorter than Resend's 5 s, 5 min, 30 min, 2 h and more (resend.com/docs/webhooks/retries-and-replays). */
const WEBHOOK_RETRY = {
  delaysMs: [200, 1_000, 5_000, 15_000, 60_000, 300_000, 600_000],
  onErrorStatus: true,
};
const MAX_BATCH = 100;
/** A key with "sending access" only. */
export const SENDING_KEY = 're_sandbox_sending_key';

/** Plays Resend: it takes mails, shows them at `/` and reports their events by signed webhooks. */
export async function startResend(options: ResendOptions): Promise<Running> {
  const { port, appUrl, outbox = createOutbox(), now = Date.now, acceptMs = 10, stepMs = 300 } = options;
  const courier = createCourier(WEBHOOK_RETRY);
  const { once, forget } = createIdempotency(now);
  const webhooks = createWebhookList(() => `${appUrl()}/api/v1/notifications/resend-webhook`);

  function accept(request: MailRequest, key: string | undefined): { id: string } {
    const mail = toMail(request, key, now());
    outbox.messages.push(mail);
    deliverMail(mail, courier, webhooks.listeners, stepMs);
    return { id: mail.id };
  }

  const sendEmails = (request: Request, work: (key: string | undefined) => Reply) => {
    const key = header(request, 'idempotency-key');
    return once({ key, path: request.path, body: request.body }, async () => {
      await new Promise((resolve) => setTimeout(resolve, acceptMs));
      return work(key);
    });
  };

  /** `POST /_control/idempotency_keys/forget` lets every repeated mail go out again. */
  function control(request: Request): Reply | undefined {
    if (request.path !== '/_control/idempotency_keys/forget') return courier.control(request);
    forget();
    return { body: {} };
  }

  async function answerApi(request: Request): Promise<Reply> {
    checkKey(request);
    const route = `${request.method} ${request.path}`;
    if (route === 'POST /emails') {
      return sendEmails(request, (key) => ({ body: accept(parseMail(json(request)), key) }));
    }
    if (route === 'POST /emails/batch') {
      return sendEmails(request, (key) => sendBatch(request, (mail) => accept(mail, key)));
    }
    if (route === 'GET /domains') return { body: { object: 'list', has_more: false, data: [DOMAIN] } };
    const aboutWebhooks = webhooks.answer(request);
    if (aboutWebhooks) return aboutWebhooks;
    const id = /^GET \/emails\/([^/]+)$/.exec(route)?.[1];
    const mail = outbox.messages.find((message) => message.id === id);
    if (mail?.channel === 'email') return { body: toResend(mail) };
    throw new ResendError(404, 'not_found', 'The requested resource was not found.');
  }

  const running = await serve(
    async (request) => {
      try {
        return answerInbox(request, outbox) ?? control(request) ?? (await answerApi(request));
      } catch (error) {
        if (error instanceof ResendError) return error.reply;
        throw error;
      }
    },
    port,
    undefined,
    resendRefusal,
  );
  return {
    ...running,
    close: async () => {
      courier.close();
      await running.close();
    },
  };
}

/** Only sending answers a wrong key with 401 (resend.com/docs/api-reference/errors). */
function checkKey(request: Request): void {
  const given = header(request, 'authorization');
  if (!given) throw new ResendError(401, 'missing_api_key', 'Missing API Key');
  const isSending = request.method === 'POST' && request.path.startsWith('/emails');
  switch (given) {
    case `Bearer ${SANDBOX_KEYS.RESEND_API_KEY}`:
      return;
    case `Bearer ${SENDING_KEY}`:
      if (isSending) return;
      throw new ResendError(401, 'restricted_api_key', 'This API key is restricted to only send emails.');
    default:
      throw new ResendError(isSending ? 401 : 400, 'validation_error', 'API key is invalid');
  }
}

/** All or nothing when strict. Otherwise the valid mails go out and each invalid one is named by its index. */
function sendBatch(request: Request, accept: (mail: MailRequest) => { id: string }): Reply {
  const list = json(request);
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_BATCH) {
    throw new ResendError(422, 'validation_error', 'The batch must have between 1 and 100 emails.');
  }
  if (header(request, 'x-batch-validation') !== 'permissive') {
    return { body: { data: list.map(parseMail).map(accept) } };
  }
  const data: { id: string }[] = [];
  const errors: { index: number; message: string }[] = [];
  for (const [index, item] of list.entries()) {
    try {
      data.push(accept(parseMail(item)));
    } catch (error) {
      if (!(error instanceof ResendError)) throw error;
      errors.push({ index, message: error.message });
    }
  }
  return { body: { data, errors } };
}

function json(request: Request): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    throw new ResendError(422, 'validation_error', 'The body is not valid JSON.');
  }
}

const header = (request: Request, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const toMail = (request: MailRequest, key: string | undefined, at: number): Mail => ({
  ...request,
  id: randomUUID(),
  channel: 'email',
  state: 'queued',
  html: request.html ?? null,
  text: request.text ?? null,
  attachments: request.attachments ?? [],
  headers: request.headers ?? {},
  tags: request.tags ?? [],
  idempotency_key: key ?? null,
  created_at: new Date(at).toISOString(),
});

const toResend = (mail: Mail) => ({
  object: 'email',
  id: mail.id,
  message_id: `<${mail.id}@sandbox.resend.dev>`,
  created_at: mail.created_at,
  from: mail.from,
  to: mail.to,
  cc: mail.cc,
  bcc: mail.bcc,
  reply_to: mail.reply_to,
  subject: mail.subject,
  html: mail.html,
  text: mail.text,
  tags: mail.tags,
  scheduled_at: null,
  last_event: mail.state,
});

const DOMAIN = {
  id: 'd0000000-0000-4000-8000-000000000000',
  name: 'pista.test',
  status: 'verified',
  created_at: '2026-01-01T00:00:00.000Z',
  region: 'eu-west-1',
  capabilities: { sending: 'enabled', receiving: 'disabled' },
};
