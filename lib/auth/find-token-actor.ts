import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { apiTokens } from '@/db/schema';
import type { Person } from '@/lib/core/context';
import { hashApiKey, isApiKey } from './api-key';
import { findPerson } from './find-person';
import { type Holder, recallHolder, rememberHolder } from './token-holder';

/**
 * The person of an API key, read from the cache or the database; null for a key that is malformed, unknown, expired
 * or revoked. Expiry is checked on every use; a revocation or a change of rights takes effect within five seconds.
 */
export async function findTokenActor(key: string, now: Date): Promise<Person | null> {
  if (!isApiKey(key)) return null;
  const tokenHash = hashApiKey(key);
  const { holder } = (await recallHolder(tokenHash)) ?? { holder: await lookUp(tokenHash, now) };
  if (!holder || (holder.expiresAt !== null && new Date(holder.expiresAt) <= now)) return null;
  const { tokenId, scope, person } = holder;
  return { kind: 'person', ...person, via: { kind: 'token', tokenId, scope } };
}

async function lookUp(tokenHash: string, now: Date): Promise<Holder | null> {
  const holder = await findHolder(tokenHash, now);
  await rememberHolder(tokenHash, holder);
  return holder;
}

async function findHolder(tokenHash: string, now: Date): Promise<Holder | null> {
  const [token] = await db()
    .select({
      id: apiTokens.id,
      userId: apiTokens.userId,
      scope: apiTokens.scope,
      expiresAt: apiTokens.expiresAt,
      used: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.tokenHash, tokenHash),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    );
  const account = token && (await findPerson(token.userId));
  if (!account) return null;
  await noteUse(token, now);
  const { sessionVersion: _, hasFactor: __, ...person } = account;
  return {
    tokenId: token.id,
    scope: token.scope,
    expiresAt: token.expiresAt?.toISOString() ?? null,
    person: { ...person, staff: [...person.staff] },
  };
}

const NOTE_EVERY_MS = 60_000;

/** Stores the last use to the minute, so that a busy key does not write on every request. */
async function noteUse(token: { id: string; used: Date | null }, now: Date): Promise<void> {
  const due = new Date(now.getTime() - NOTE_EVERY_MS);
  if (token.used && token.used > due) return;
  await db()
    .update(apiTokens)
    .set({ lastUsedAt: sql`greatest(${apiTokens.lastUsedAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(apiTokens.id, token.id));
}
