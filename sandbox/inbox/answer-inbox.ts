import type { Reply, Request } from '../serve';
import { type Attachment, type Message, messagesTo, type Outbox } from './outbox';
import { renderInbox } from './render-inbox';

/**
 * The inbox page at `/`, and for tests `GET /_control/messages?to=&channel=` (JSON, newest first; `envelopes` leaves
 * out the content) and its `DELETE`. Undefined for every other path.
 */
export function answerInbox(request: Request, outbox: Outbox): Reply | undefined {
  if (request.path === '/_control/messages') return answerMessages(request, outbox);
  if (request.method !== 'GET') return undefined;
  if (request.path === '/') return page(outbox);
  const id = /^\/_inbox\/mails\/([^/]+)$/.exec(request.path)?.[1];
  return id === undefined ? undefined : mailBody(outbox, id);
}

function answerMessages(request: Request, outbox: Outbox): Reply {
  if (request.method === 'DELETE') outbox.messages = [];
  const to = request.query.get('to');
  const channel = request.query.get('channel');
  const messages = (to === null ? outbox.messages.toReversed() : messagesTo(outbox, to)).filter(
    (message: Message) => channel === null || message.channel === channel,
  );
  const shown = request.query.has('envelopes') ? messages.map(envelope) : messages;
  return { body: { total: outbox.messages.length, count: messages.length, messages: shown } };
}

/** The mails of a long run do not fit into one answer with their content. */
const envelope = (message: Message) => ({ ...message, html: null, text: null, attachments: [] });

const page = (outbox: Outbox): Reply => ({
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'",
  },
  body: renderInbox(outbox),
});

/** A mail is shown as in a mail program: no script, no form, links in a new window. */
function mailBody(outbox: Outbox, id: string): Reply {
  const mail = outbox.messages.find((message) => message.id === id);
  if (mail?.channel !== 'email' || mail.html === null) return { status: 404, body: 'There is no such mail.' };
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; img-src * data:; style-src 'unsafe-inline' *; font-src *; sandbox allow-popups allow-popups-to-escape-sandbox",
    },
    body: `<base target="_blank">${withPictures(mail.html, mail.attachments)}`,
  };
}

/** The pictures that came with a mail, where its HTML shows them. */
const withPictures = (html: string, attachments: readonly Attachment[]): string =>
  attachments.reduce(
    (shown, { content_id, content_type, content }) =>
      content_id === undefined
        ? shown
        : shown.replaceAll(`"cid:${content_id}"`, `"data:${content_type};base64,${content}"`),
    html,
  );
