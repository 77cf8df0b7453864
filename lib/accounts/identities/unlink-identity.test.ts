import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { accounts, audit, notices } from '@/db/schema';
import type { Identity } from '@/lib/auth/identities/identities';
import { linkIdentity } from '@/lib/auth/identities/link-identity';
import { makeUser, personContext, type User } from '@/test/factories';
import { makePasskey } from '@/test/passkeys';
import { refusalOf } from '@/test/refusal-of';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { listLinkedIdentities } from './list-linked-identities';
import { unlinkIdentity } from './unlink-identity';

const link = (userId: string, provider: Identity) =>
  linkIdentity({ userId, type: 'oauth', provider, providerAccountId: randomUUID() });

async function makeLinked(identities: readonly Identity[], overrides: Parameters<typeof makeUser>[0] = {}) {
  const user = await makeUser(overrides);
  for (const identity of identities) await link(user.id, identity);
  const ctx = personContext(user);
  return { user, ctx, unlink: (identity: Identity) => unlinkIdentity(ctx, { identity }) };
}

const kindsTo = async ({ id }: User) =>
  (await db().select().from(notices).where(eq(notices.userId, id)).orderBy(notices.createdAt)).map(
    ({ kind }) => kind,
  );
const leftOf = ({ id }: User) => db().$count(accounts, eq(accounts.userId, id));

describe('an account of another site', () => {
  test('is listed and unlinked, audited and mailed, also when it is linked again', async () => {
    const { user, ctx, unlink } = await makeLinked(['apple', 'google'], { passwordHash: 'x' });
    expect(await listLinkedIdentities(ctx)).toEqual(['google', 'apple']);
    await unlink('google');
    expect(await listLinkedIdentities(ctx)).toEqual(['apple']);
    await link(user.id, 'google');
    await unlink('google');
    const twice = ['identity_linked', 'identity_unlinked'];
    expect(await kindsTo(user)).toEqual(['identity_linked', ...twice, ...twice]);
    const lines = await db().select().from(audit).where(eq(audit.entityId, user.id));
    const unlinked = lines.filter(({ toState }) => toState === 'identity_unlinked');
    expect(unlinked.map(({ actor, detail }) => ({ actor, detail }))).toEqual([
      { actor: `user:${user.id}`, detail: { provider: 'google' } },
      { actor: `user:${user.id}`, detail: { provider: 'google' } },
    ]);
  });

  test('of somebody else is neither seen nor unlinked', async () => {
    const { user } = await makeLinked(['google'], { passwordHash: 'x' });
    const other = personContext(await makeUser({ passwordHash: 'x' }));
    expect(await listLinkedIdentities(other)).toEqual([]);
    expect((await refusalOf(unlinkIdentity(other, { identity: 'google' }))).code).toBe('not_found');
    expect(await leftOf(user)).toBe(1);
  });

  test('is not unlinked in a session of hours without a proof', async () => {
    const { user } = await makeLinked(['google'], { passwordHash: 'x' });
    const hours = { kind: 'session', startedAt: new Date(Date.now() - 3_600_000) } as const;
    const refused = await refusalOf(
      unlinkIdentity(personContext(user, { via: hours }), { identity: 'google' }),
    );
    expect(refused).toMatchObject({ code: 'forbidden', details: { reason: 'step_up' } });
    expect(await leftOf(user)).toBe(1);
  });
});

describe('the last way to sign in', () => {
  test('is not unlinked', async () => {
    const { user, unlink } = await makeLinked(['google'], { passwordHash: null });
    const refused = await refusalOf(unlink('google'));
    expect(refused).toMatchObject({ code: 'conflict', details: { reason: 'last_way' } });
    expect(await leftOf(user)).toBe(1);
    expect(await kindsTo(user)).toEqual(['identity_linked']);
  });

  test.each([
    ['a password', async (user: User) => ({ ...user }), { passwordHash: 'x' }, ['google']],
    ['a passkey', (user: User) => makePasskey(user), { passwordHash: null }, ['google']],
    ['another site', async (user: User) => ({ ...user }), { passwordHash: null }, ['google', 'apple']],
  ] as const)('is none beside %s', async (_way, give, overrides, identities) => {
    const { user, unlink } = await makeLinked(identities, overrides);
    await give(user);
    await unlink('google');
    expect(await leftOf(user)).toBe(identities.length - 1);
  });

  /** Both of two sites, of which each would leave the other. */
  async function unlinkBoth() {
    const { user, unlink } = await makeLinked(['google', 'apple'], { passwordHash: null });
    const both = await whileUnwritten('accounts', async () => {
      const tries = [unlink('google'), unlink('apple')];
      await untilWaiting(2);
      return tries;
    });
    await Promise.allSettled(both);
    return leftOf(user);
  }

  test('stays when two are unlinked at once', async () => {
    expect(await unlinkBoth()).toBe(1);
  });

  test('control: goes without locks', () => withoutLocks(() => untilItIs(0, unlinkBoth)));
});
