import { and, eq, isNull, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { users } from '@/db/schema';
import { isAppError } from '@/lib/core/errors';
import { makeClub, makeStaff, makeUser, personContext, type User } from '@/test/factories';
import { isLostOnce } from '@/test/other-process/together';
import { withoutLocks } from '@/test/without-locks';
import { eraseUser } from './erase-user';

const erase = (user: User) => eraseUser(personContext(user), user);
const codeOf = (attempt: Promise<void>) =>
  attempt.then(
    () => 'erased',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
const makeOperator = () => makeUser({ operatorSince: new Date() });

beforeEach(async () => {
  await db().update(users).set({ operatorSince: null });
});

const twoOwners = async () => {
  const { id } = await makeClub();
  const owners = [await makeUser(), await makeUser()] as const;
  for (const owner of owners) await makeStaff(owner.id, id, 'owner');
  return owners;
};
const twoOperators = async () => [await makeOperator(), await makeOperator()] as const;

describe('the last operator', () => {
  test('cannot erase himself, nor be saved by one who is disabled or erased', async () => {
    const last = await makeOperator();
    await makeUser({ operatorSince: new Date(), disabledAt: new Date() });
    await makeUser({ operatorSince: new Date(), erasedAt: new Date() });
    await expect(erase(last)).rejects.toMatchObject({ code: 'conflict', details: { last_operator: true } });
    const living = and(eq(users.id, last.id), isNull(users.erasedAt));
    await expect(db().$count(users, living)).resolves.toBe(1);
  });

  test('may go once there is another', async () => {
    const [first] = await twoOperators();
    expect(await codeOf(erase(first))).toBe('erased');
  });
});

describe.each([
  ['operators', twoOperators],
  ['owners of a club', twoOwners],
])('the last two %s who erase themselves at once', (_who, makeTwo) => {
  const isLost = async () => {
    await db().update(users).set({ operatorSince: null });
    const [a, b] = await makeTwo();
    const ends = await Promise.all([codeOf(erase(a)), codeOf(erase(b))]);
    return ends.every((end) => end === 'erased');
  };

  test('leave one of them', async () => {
    expect(await isLostOnce(10, isLost)).toBe(false);
  });

  test('control: without locks and trigger both go', async () => {
    await db().execute(sql`alter table staff_roles disable trigger club_keeps_owner`);
    await withoutLocks(async () => {
      expect(await isLostOnce(50, isLost)).toBe(true);
    });
    await db().execute(sql`alter table staff_roles enable trigger club_keeps_owner`);
  });
});
