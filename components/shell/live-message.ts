/**
 * A message of the server over the socket. The id orders stored messages, so that a reconnect can ask for missed
 * ones; a passing one, such as a changed slot, has none.
 */
export type LiveMessage = {
  type: string;
  id: number | null;
  /** The booking it is about, if it is about one. */
  reservationId: string | null;
  /** The booking's earlier state, where that matters. */
  was: string | null;
  /** All that it says. */
  data: unknown;
};

/** Null for what is no message. */
export function readMessage(data: unknown): LiveMessage | null {
  return typeof data === 'string' ? messageOf(JSON.parse(data)) : null;
}

/** The same of what is parsed, as the API lists it. */
export function messageOf(body: unknown): LiveMessage | null {
  if (!hasKey(body, 'type') || !hasKey(body, 'id')) return null;
  const { type, id } = body;
  if (typeof type !== 'string' || (typeof id !== 'number' && id !== null)) return null;
  const about = hasKey(body, 'data') ? body.data : null;
  return { type, id, reservationId: textIn(about, 'reservation_id'), was: textIn(about, 'was'), data: about };
}

const textIn = (data: unknown, key: string): string | null =>
  hasKey(data, key) && typeof data[key] === 'string' ? data[key] : null;

export const hasKey = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  typeof value === 'object' && value !== null && key in value;
