import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { brokenConstraint } from '@/db/failure';
import { clubs, staffRoles } from '@/db/schema';
import { isAppError } from '@/lib/core/errors';
import { makeClub, makeStaff, makeUser, personContext, type User } from '@/test/factories';
import { isLostOnce } from '@/test/other-process/together';
import { eraseUser } from './erase-user';
import { keepAnOwner } from './keep-an-owner';

async function clubOf(owners: number) {
  const club = await makeClub();
  const people = await Promise.all(Array.from({ length: owners }, () => makeUser()));
  for (const { id } of people) await makeStaff(id, club.id, 'owner');
  return { club, people };
}

const ownersOf = (clubId: number) =>
  db().$count(staffRoles, sql`club_id = ${clubId} and role = 'owner' and revoked_at is null`);

const WAYS = [
  ['demoted', sql`update staff_roles set role = 'desk'`],
  ['revoked', sql`update staff_roles set revoked_at = now()`],
  ['deleted', sql`delete from staff_roles`],
] as const;

describe('I31: the last owner of an open club', () => {
  test.each(WAYS)('is not %s, by whatever statement', async (_how, change) => {
    const { club } = await clubOf(1);
    const broken = await db()
      .execute(sql`${change} where club_id = ${club.id}`)
      .then(() => undefined, brokenConstraint);
    expect(broken).toBe('club_keeps_owner');
    expect(await ownersOf(club.id)).toBe(1);
  });

  test('may go within a commit that brings another', async () => {
    const { club, people } = await clubOf(1);
    const heir = await makeUser();
    await transaction(async (tx) => {
      await tx.execute(sql`update staff_roles set role = 'desk' where user_id = ${people[0]?.id ?? ''}`);
      await tx.insert(staffRoles).values({ clubId: club.id, userId: heir.id, role: 'owner' });
      await keepAnOwner(tx);
    });
    expect(await ownersOf(club.id)).toBe(1);
  });

  test('is told why in a sentence', async () => {
    const { club } = await clubOf(1);
    const demotion = transaction(async (tx) => {
      await tx.execute(sql`update staff_roles set role = 'desk' where club_id = ${club.id}`);
      await keepAnOwner(tx);
    });
    await expect(demotion).rejects.toMatchObject({ code: 'conflict', message: /another owner/ });
  });

  test('may go with a club that is closed, and be erased', async () => {
    const { club, people } = await clubOf(1);
    await db().update(clubs).set({ deletedAt: new Date() }).where(eq(clubs.id, club.id));
    const [owner] = people;
    if (!owner) throw new Error('there is one');
    await eraseUser(personContext(owner), owner);
    expect(await ownersOf(club.id)).toBe(0);
  });
});

const demote = ({ id }: User) =>
  transaction(async (tx) => {
    await tx.execute(sql`update staff_roles set role = 'desk' where user_id = ${id}`);
    await keepAnOwner(tx);
  });
const erase = (user: User) => eraseUser(personContext(user), user);

const isLostBy = (second: (user: User) => Promise<void>) => async () => {
  const { club, people } = await clubOf(2);
  const [one, other] = people;
  if (!one || !other) throw new Error('there are two');
  const codes = await Promise.all([outcome(demote(one)), outcome(second(other))]);
  if (codes.some((code) => code !== 'went' && code !== 'conflict')) throw new Error(codes.join());
  return (await ownersOf(club.id)) === 0;
};

describe('of two owners who go at once', () => {
  test.each([
    ['demoted', demote],
    ['erased', erase],
  ])('one demoted and one %s, one stays', async (_how, second) => {
    expect(await isLostOnce(20, isLostBy(second))).toBe(false);
  });

  test('control: without the trigger both go', async () => {
    await db().execute(sql`alter table staff_roles disable trigger club_keeps_owner`);
    try {
      expect(await isLostOnce(50, isLostBy(demote))).toBe(true);
    } finally {
      await db().execute(sql`alter table staff_roles enable trigger club_keeps_owner`);
    }
  });
});

const outcome = (attempt: Promise<void>): Promise<string> =>
  attempt.then(
    () => 'went',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
