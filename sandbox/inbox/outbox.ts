export type Attachment = {
  filename: string;
  content_type: string;
  /** Base64. */
  content: string;
  /** What the HTML shows as `cid:` and this id. */
  content_id?: string | undefined;
};

type Envelope = { id: string; from: string; to: string[]; text: string | null; created_at: string };

export type MailState =
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'delivery_delayed'
  | 'bounced'
  | 'complained'
  | 'failed'
  | 'suppressed';

export type Mail = Envelope & {
  channel: 'email';
  state: MailState;
  subject: string;
  html: string | null;
  cc: string[];
  bcc: string[];
  reply_to: string[];
  attachments: Attachment[];
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  idempotency_key: string | null;
};

type SmsState = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received';

export type Sms = Envelope & {
  channel: 'sms';
  state: SmsState;
  direction: 'outbound-api' | 'inbound';
  error_code: number | null;
  /** The callback address of its states, which names the notice. */
  status_callback: string | null;
};

export type Message = Mail | Sms;

/** Every message, oldest first. None is dropped, so that a long run can be counted. */
export type Outbox = { messages: Message[] };

export const createOutbox = (): Outbox => ({ messages: [] });

/** The messages to one address or number, newest first. */
export const messagesTo = (outbox: Outbox, to: string): Message[] =>
  outbox.messages.filter((message) => message.to.some((address) => sameAddress(address, to))).toReversed();

/** Whether `Name <a@b>` and `A@B` are one. */
const sameAddress = (one: string, other: string) => bareAddress(one) === bareAddress(other);

/** The address inside `Name <address>`, in lower case. */
export const bareAddress = (address: string): string =>
  (/<([^<>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
