import type { Reply } from '../serve';
import { ResendError } from './resend-error';

type Entry = { path: string; body: string; at: number; reply: Reply | null };

const KEPT_MS = 24 * 60 * 60 * 1000;
const MAX_KEY_LENGTH = 256;

/**
 * Answers a repeated key with the first answer for 24 hours. A refused request leaves its key free
 * (resend.com/docs/dashboard/emails/idempotency-keys).
 */
export function createIdempotency(now: () => number) {
  const entries = new Map<string, Entry>();

  async function once(
    request: { key: string | undefined; path: string; body: string },
    work: () => Promise<Reply>,
  ): Promise<Reply> {
    const { key, path, body } = request;
    if (key === undefined) return work();
    if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
      throw new ResendError(
        400,
        'invalid_idempotency_key',
        'The idempotency key must be between 1-256 characters.',
      );
    }
    const known = entries.get(key);
    if (known && now() - known.at < KEPT_MS) return repeated(known, path, body);

    const entry: Entry = { path, body, at: now(), reply: null };
    entries.set(key, entry);
    try {
      entry.reply = await work();
      return entry.reply;
    } catch (error) {
      entries.delete(key);
      throw error;
    }
  }
  return { once, forget: () => entries.clear() };
}

function repeated(known: Entry, path: string, body: string): Reply {
  if (known.path !== path || known.body !== body) {
    throw new ResendError(
      409,
      'invalid_idempotent_request',
      'This idempotency key has been used with a different request payload.',
    );
  }
  if (known.reply === null) {
    throw new ResendError(
      409,
      'concurrent_idempotent_requests',
      'Another request with this idempotency key is in progress.',
    );
  }
  return known.reply;
}
