import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { apiTokens } from '@/db/schema';
import type { Person } from '@/lib/context';
import { hashApiKey, isApiKey } from './api-key';
import { findPerson } from './find-person';

/**
 * Who holds an API key, as of this moment: expiry and revocation are asked of the database on every use.
 * Null for a key that is malformed, unknown, expired or revoked, or whose person is gone.
 */
export async function findTokenActor(key: string, now: Date): Promise<Person | null> {
  if (!isApiKey(key)) return null;
  const [token] = await db()
    .select({
      id: apiTokens.id,
      userId: apiTokens.userId,
      scope: apiTokens.scope,
      used: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.tokenHash, hashApiKey(key)),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    );
  if (!token) return null;
  const account = await findPerson(token.userId);
  if (!account) return null;
  await noteUse(token, now);
  const { sessionVersion: _, ...person } = account;
  return { kind: 'person', ...person, via: { kind: 'token', tokenId: token.id, scope: token.scope } };
}

const NOTE_EVERY_MS = 60_000;

/** Remembers the last use to the minute, so that a busy key does not write on every request. */
async function noteUse(token: { id: string; used: Date | null }, now: Date): Promise<void> {
  const due = new Date(now.getTime() - NOTE_EVERY_MS);
  if (token.used && token.used > due) return;
  await db()
    .update(apiTokens)
    .set({ lastUsedAt: sql`greatest(${apiTokens.lastUsedAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(apiTokens.id, token.id));
}
