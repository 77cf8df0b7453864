import { type Db, db, type Tx } from '@/db';
import { type WEBHOOK_PROVIDERS, webhookEvents } from '@/db/schema';

type Arrived = {
  provider: (typeof WEBHOOK_PROVIDERS)[number];
  eventId: string;
  type: string;
  objectId: string | null;
  livemode?: boolean;
  /** As it came; of an incoming text what `receiveSmsEvent` keeps. */
  payload: unknown;
};

/**
 * What is kept of an event, at whatever depth: the ids, states and amounts by which it can be worked off again. Events
 * are kept for ever, and some come after their person was erased, so nobody's name, address, number or words are.
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
 * Keeps a verified event for ever under its provider's own id, without what it says of people. Answers the new row's
 * id, or null for an event that has come before.
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

/** PostgreSQL keeps neither NUL nor half a surrogate pair in text or jsonb, and an event is stored whatever it says. */
function storable<T>(value: T): T;
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
}
