import { type Db, db, type Tx } from '@/db';
import { type WEBHOOK_PROVIDERS, webhookEvents } from '@/db/schema';

type Arrived = {
  provider: (typeof WEBHOOK_PROVIDERS)[number];
  eventId: string;
  type: string;
  objectId: string | null;
  livemode?: boolean;
  /** The event as it came. Of a text that came in, what `receiveSmsEvent` keeps. */
  payload: unknown;
};

/**
 * What is kept of an event at any depth: the ids, states and amounts by which it can be processed again. Events are
 * kept for ever, so names, addresses, numbers and texts of people are not.
 */
const KEPT: Record<Arrived['provider'], ReadonlySet<string>> = {
  stripe: new Set(
    `id object type created livemode api_version data related_object payment_intent charge latest_charge amount
    amount_received amount_refunded currency status reason failure_reason cancellation_reason is_charge_refundable
    evidence_details due_by metadata payment_id reservation_id refund_id user_id attempt orphan returned_before`.split(
      /\s+/,
    ),
  ),
  resend: new Set([
    'type',
    'created_at',
    'data',
    'email_id',
    'tags',
    'notice_id',
    'kind',
    'bounce',
    'subType',
  ]),
  twilio: new Set(['url', 'params', 'MessageSid', 'MessageStatus', 'ErrorCode', 'From', 'Body']),
};

/**
 * Stores a verified event for ever under its provider's id, without personal data. Returns the new row's id, or null
 * for a repeat.
 */
export async function storeWebhookEvent(arrived: Arrived, on: Db | Tx = db()): Promise<number | null> {
  const [row] = await on
    .insert(webhookEvents)
    .values(storable({ ...arrived, payload: only(KEPT[arrived.provider], arrived.payload) }))
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  return row?.id ?? null;
}

function only(kept: ReadonlySet<string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => only(kept, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (kept.has(key) ? [[key, only(kept, inner)]] : [])),
  );
}

/** PostgreSQL stores neither NUL nor half a surrogate pair in text or jsonb. Such characters are replaced. */
function storable<T>(value: T): T;
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
}
