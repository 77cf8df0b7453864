import { type Db, db, type Tx } from '@/db';
import { type WEBHOOK_PROVIDERS, webhookEvents } from '@/db/schema';

type Arrived = {
  provider: (typeof WEBHOOK_PROVIDERS)[number];
  eventId: string;
  type: string;
  objectId: string | null;
  livemode?: boolean;
  payload: unknown;
};

/**
 * Keeps a verified event for ever under its provider's own id. Answers the new row's id, or null for an event
 * that has come before.
 */
export async function storeWebhookEvent(arrived: Arrived, on: Db | Tx = db()): Promise<number | null> {
  const [row] = await on
    .insert(webhookEvents)
    .values(storable(arrived))
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  return row?.id ?? null;
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair in text or jsonb, and an event is stored whatever it says. */
function storable<T>(value: T): T;
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
}
