import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { db, transaction } from '@/db';
import { apiTokens, users } from '@/db/schema';
import { insertApiToken } from '@/lib/accounts/create-api-token';
import { eraseUser } from '@/lib/accounts/erase-user';
import { revokeApiToken } from '@/lib/accounts/revoke-api-token';
import { systemContext } from '@/lib/core/context';
import { latencyByOperation } from '@/lib/services/call/latency';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { redis } from '@/lib/services/redis/redis';
import { makeClub, makeStaff, makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { generateApiKey, hashApiKey } from './api-key';
import { findTokenActor } from './find-token-actor';

const sandbox = useSandbox({ providers: ['redis'] });

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(async () => {
  vi.useRealTimers();
  await clearFaults(sandbox());
  resetBreakers();
});

async function makeKey(expiresInMs = 3_600_000) {
  const user = await makeUser();
  const expiresAt = new Date(Date.now() + expiresInMs).toISOString();
  const issued = await transaction((tx) =>
    insertApiToken(tx, systemContext('test'), user.id, {
      name: 'k',
      scope: 'read',
      expiresAt,
    }),
  );
  return { user, key: issued.key, tokenId: issued.id };
}

const find = (key: string) => findTokenActor(key, new Date());
/** Deletes the row without telling the cache. */
const removeRow = (tokenId: string) => db().delete(apiTokens).where(eq(apiTokens.id, tokenId));
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const reads = () => latencyByOperation('cache').get?.count ?? 0;

describe('spec: test_token_propagation — the cache', () => {
  test('knows the holder of a key that was used a moment ago, in one read', async () => {
    const { user, key, tokenId } = await makeKey();
    await makeStaff(user.id, (await makeClub()).id, 'manager');
    const fromDatabase = await find(key);
    await removeRow(tokenId);
    const before = reads();
    expect(await find(key)).toEqual(fromDatabase);
    expect(reads()).toBe(before + 1);
    expect(fromDatabase).toMatchObject({
      userId: user.id,
      staff: [{ role: 'manager' }],
      via: { kind: 'token', tokenId, scope: 'read' },
    });
  });

  test('forgets every key of an account in the moment it is erased', async () => {
    const { user, key } = await makeKey();
    const { key: other } = await transaction((tx) =>
      insertApiToken(tx, systemContext('test'), user.id, { name: 'k', scope: 'write' }),
    );
    for (const one of [key, other]) expect(await find(one)).not.toBeNull();
    await eraseUser(personContext(user), user);
    for (const one of [key, other]) expect(await find(one)).toBeNull();
  });

  test('forgets it within five seconds, whatever happened to the row', async () => {
    const { user, key } = await makeKey();
    await find(key);
    await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, user.id));
    later(5_000);
    expect(await find(key)).toBeNull();
  });

  test('a revoked key is refused from the next request on', async () => {
    const { user, key, tokenId } = await makeKey();
    await find(key);
    await revokeApiToken(personContext(user), { id: tokenId });
    expect(await find(key)).toBeNull();
  });

  test('a key whose revocation Redis did not hear of is dead within five seconds', async () => {
    const { user, key, tokenId } = await makeKey();
    await find(key);
    await addFault(sandbox(), 'redis', { mode: 'status', status: 503, times: 1 });
    await revokeApiToken(personContext(user), { id: tokenId });
    later(5_000);
    expect(await find(key)).toBeNull();
  });

  test('a key that expires is refused from that moment, cached or not', async () => {
    const { key } = await makeKey(2_000);
    expect(await find(key)).not.toBeNull();
    later(2_000);
    expect(await find(key)).toBeNull();
  });

  test('remembers that nobody holds a key', async () => {
    const user = await makeUser();
    const key = generateApiKey('test');
    expect(await find(key)).toBeNull();
    await db()
      .insert(apiTokens)
      .values({ userId: user.id, name: 'k', prefix: 'p', tokenHash: hashApiKey(key), scope: 'read' });
    expect(await find(key)).toBeNull();
    later(5_000);
    expect(await find(key)).toMatchObject({ userId: user.id });
  });

  test('holds neither keys nor anything about their people in the clear', async () => {
    const { user, key } = await makeKey();
    await find(key);
    const kept = JSON.stringify(await redis().mget(`token:${hashApiKey(key)}`));
    expect(kept).toContain('freshUntilMs');
    for (const secret of [key, user.email, user.id]) expect(kept).not.toContain(secret);
  });

  test('does not believe an entry that was not written by us, nor one that belongs to another key', async () => {
    const mine = await makeKey();
    const other = await makeKey();
    await find(other.key);
    const entry = await redis().get(`token:${hashApiKey(other.key)}`);
    await redis().set(`token:${hashApiKey(mine.key)}`, entry);
    expect(await find(mine.key)).toMatchObject({ userId: mine.user.id });

    const forged = { value: 'forged', freshUntilMs: Date.now() + 60_000, tags: {} };
    await redis().set(`token:${hashApiKey(mine.key)}`, forged);
    expect(await find(mine.key)).toMatchObject({ userId: mine.user.id });
  });

  test('that is down leaves the database to answer', async () => {
    const { user, key, tokenId } = await makeKey();
    await find(key);
    await addFault(sandbox(), 'redis', { mode: 'refuse' });
    expect(await find(key)).toMatchObject({ userId: user.id });
    await removeRow(tokenId);
    expect(await find(key)).toBeNull();
  });
});
