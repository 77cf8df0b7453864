import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { bareAddress, type Mail, type MailState } from '../inbox/outbox';
import { SANDBOX_KEYS } from '../providers';
import type { Courier } from '../webhooks';

type Event = { state: MailState; details?: Record<string, unknown> };

const bounce = (type: string, subType: string, message: string): Event => ({
  state: 'bounced',
  details: { bounce: { type, subType, message } },
});

/** The fate of a mail, by the beginning of a recipient's local part. The first match wins. */
const FATES: readonly { prefix: string; events: readonly Event[] }[] = [
  {
    prefix: 'bounce',
    events: [{ state: 'sent' }, bounce('Permanent', 'General', 'The recipient does not exist.')],
  },
  {
    prefix: 'softbounce',
    events: [
      { state: 'sent' },
      { state: 'delivery_delayed' },
      bounce('Transient', 'MailboxFull', 'The mailbox is full.'),
    ],
  },
  { prefix: 'complain', events: [{ state: 'sent' }, { state: 'delivered' }, { state: 'complained' }] },
  { prefix: 'delay', events: [{ state: 'sent' }, { state: 'delivery_delayed' }, { state: 'delivered' }] },
  { prefix: 'fail', events: [{ state: 'failed', details: { failed: { reason: 'reached_daily_quota' } } }] },
  {
    prefix: 'suppress',
    events: [
      {
        state: 'suppressed',
        details: { suppressed: { type: 'OnAccountSuppressionList', message: 'The address bounced before.' } },
      },
    ],
  },
];

const DELIVERED: readonly Event[] = [{ state: 'sent' }, { state: 'delivered' }];

/** Plays the events of an accepted mail, one each `stepMs`, and sends them as signed webhooks. */
export function deliverMail(
  mail: Mail,
  courier: Courier,
  listeners: (type: string) => string[],
  stepMs: number,
): void {
  const fate = FATES.find(({ prefix }) => mail.to.some((to) => bareAddress(to).startsWith(prefix)));
  for (const [index, event] of (fate?.events ?? DELIVERED).entries()) {
    courier.after(index * stepMs, () => {
      mail.state = event.state;
      const webhook = signed(mail, event);
      for (const url of listeners(`email.${event.state}`)) courier.post({ url, ...webhook });
    });
  }
}

function signed(mail: Mail, event: Event) {
  const id = `msg_${randomUUID().replaceAll('-', '')}`;
  const body = JSON.stringify({
    type: `email.${event.state}`,
    created_at: new Date().toISOString(),
    data: {
      email_id: mail.id,
      message_id: `<${mail.id}@sandbox.resend.dev>`,
      created_at: mail.created_at,
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      tags: Object.fromEntries(mail.tags.map(({ name, value }) => [name, value])),
      ...event.details,
    },
  });
  return {
    body,
    /** Svix signs each attempt at its own time, and the app refuses one older than five minutes. */
    headers: () => {
      const at = new Date();
      return {
        'content-type': 'application/json',
        'svix-id': id,
        'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
        'svix-signature': new Webhook(SANDBOX_KEYS.RESEND_WEBHOOK_SECRET).sign(id, at, body),
      };
    },
  };
}
