import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { apiTokens } from '@/db/schema';
import type { Person } from '@/lib/core/context';
import { hashApiKey, isApiKey } from './api-key';
import { type Account, findPerson } from './find-person';
import { may } from './permissions';
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
  return { kind: 'person', ...holder.person, via: holder.via };
}

async function lookUp(tokenHash: string, now: Date): Promise<Holder | null> {
  const holder = await findHolder(tokenHash, now);
  await rememberHolder(tokenHash, holder);
  return holder;
}

async function findHolder(tokenHash: string, now: Date): Promise<Holder | null> {
  const [token] = await db()
    .select()
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.tokenHash, tokenHash),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    );
  const account = token && (await findPerson(token.userId));
  const holder = account && holderOf(token, account);
  if (!holder) return null;
  await noteUse(token, now);
  return holder;
}

type Token = typeof apiTokens.$inferSelect;

/** Null for a club's key whose maker may no longer make keys there. */
function holderOf({ id: tokenId, scope, clubId, role, ...token }: Token, account: Account): Holder | null {
  const { sessionVersion: _, hasFactor: __, ...maker } = account;
  const person = { ...maker, staff: [...maker.staff] };
  const expiresAt = token.expiresAt?.toISOString() ?? null;
  const ownVia = { kind: 'token', tokenId, scope } as const;
  if (clubId === null || role === null) return { expiresAt, person, via: ownVia };
  if (!may({ kind: 'person', ...person, via: ownVia }, clubId, 'apiKeys')) return null;
  return {
    expiresAt,
    person: { ...person, operator: false, staff: [{ clubId, role }] },
    via: { kind: 'clubKey', tokenId, clubId },
  };
}

const NOTE_EVERY_MS = 60_000;

/** Stores the last use to the minute, so that a busy key does not write on every request. */
async function noteUse({ id, lastUsedAt }: Token, now: Date): Promise<void> {
  const due = new Date(now.getTime() - NOTE_EVERY_MS);
  if (lastUsedAt && lastUsedAt > due) return;
  await db()
    .update(apiTokens)
    .set({ lastUsedAt: sql`greatest(${apiTokens.lastUsedAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(apiTokens.id, id));
}
