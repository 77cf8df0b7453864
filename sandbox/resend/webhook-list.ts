import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Reply, Request } from '../serve';
import { ResendError } from './resend-error';

type Webhook = {
  id: string;
  endpoint: string;
  events: string[];
  status: 'enabled' | 'disabled';
  created_at: string;
};

export type WebhookList = {
  /** Where an event of this type goes. */
  listeners(type: string): string[];
  /** Answers `GET` and `POST /webhooks` and `PATCH /webhooks/:id` (resend.com/docs/api-reference/webhooks). */
  answer(request: Request): Reply | undefined;
};

/** The events of a mail, to which the first endpoint is subscribed. */
const MAIL_EVENTS = [
  'sent',
  'delivered',
  'delivery_delayed',
  'bounced',
  'complained',
  'failed',
  'suppressed',
];

const changes = z.strictObject({
  endpoint: z.url().optional(),
  events: z.array(z.string()).min(1).optional(),
  status: z.enum(['enabled', 'disabled']).optional(),
});

/** The account's webhooks. The first goes to the app, whose address may be known only later. */
export function createWebhookList(appWebhookUrl: () => string): WebhookList {
  const first = newWebhook(
    '',
    MAIL_EVENTS.map((event) => `email.${event}`),
  );
  const webhooks = [first];
  const all = () =>
    webhooks.map((one) => (one === first ? { ...one, endpoint: one.endpoint || appWebhookUrl() } : one));

  return {
    listeners: (type) =>
      all()
        .filter(({ status, events }) => status === 'enabled' && events.includes(type))
        .map(({ endpoint }) => endpoint),
    answer({ method, path, body }) {
      if (method === 'GET' && path === '/webhooks') {
        return { body: { object: 'list', has_more: false, data: all() } };
      }
      if (method === 'POST' && path === '/webhooks') {
        const { endpoint, events } = changes
          .required({ endpoint: true, events: true })
          .parse(JSON.parse(body));
        const webhook = newWebhook(endpoint, events);
        webhooks.push(webhook);
        return { status: 201, body: { object: 'webhook', id: webhook.id } };
      }
      const id = /^\/webhooks\/([^/]+)$/.exec(path)?.[1];
      if (method !== 'PATCH' || id === undefined) return undefined;
      const webhook = webhooks.find((candidate) => candidate.id === id);
      if (!webhook) throw new ResendError(404, 'not_found', 'Webhook not found');
      Object.assign(webhook, changes.parse(JSON.parse(body)));
      return { body: { object: 'webhook', id } };
    },
  };
}

const newWebhook = (endpoint: string, events: string[]): Webhook => ({
  id: randomUUID(),
  endpoint,
  events,
  status: 'enabled',
  created_at: new Date().toISOString(),
});
