import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit } from '@/db/schema';
import { makeClub, makeStaff, makeUser, type User } from '@/test/factories';

const linesOf = async ({ id }: User) =>
  (await db().select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.id)).map(
    ({ actor, fromState, toState }) => [actor, fromState, toState],
  );

const byDatabase = (...changes: [string | null, string][]) =>
  changes.map((change) => ['system:database', ...change]);

describe('a change of rights past every verb leaves a line of the audit', () => {
  test('a role at a club that is given, changed, taken, given back and deleted', async () => {
    const user = await makeUser();
    const club = await makeClub();
    await makeStaff((await makeUser()).id, club.id, 'owner');
    await makeStaff(user.id, club.id, 'desk');
    const mine = sql`where user_id = ${user.id}`;
    await db().execute(sql`update staff_roles set role = 'owner' ${mine}`);
    await db().execute(sql`update staff_roles set role = 'owner' ${mine}`);
    await db().execute(sql`update staff_roles set revoked_at = now() ${mine}`);
    await db().execute(sql`update staff_roles set revoked_at = null ${mine}`);
    await db().execute(sql`delete from staff_roles ${mine}`);
    expect(await linesOf(user)).toEqual(
      byDatabase(
        [null, 'staff_role_granted'],
        ['desk', 'staff_role_changed'],
        ['owner', 'staff_role_revoked'],
        [null, 'staff_role_granted'],
        ['owner', 'staff_role_revoked'],
      ),
    );
  });

  test('a role that passes to somebody else', async () => {
    const [before, after] = [await makeUser(), await makeUser()];
    await makeStaff(before.id, (await makeClub()).id, 'manager');
    await db().execute(sql`update staff_roles set user_id = ${after.id} where user_id = ${before.id}`);
    expect(await linesOf(before)).toEqual(
      byDatabase([null, 'staff_role_granted'], ['manager', 'staff_role_revoked']),
    );
    expect(await linesOf(after)).toEqual(byDatabase([null, 'staff_role_granted']));
  });

  test('an operator who is written as one, demoted and disabled', async () => {
    const user = await makeUser({ operatorSince: new Date() });
    await db().execute(sql`update users set operator_since = null where id = ${user.id}`);
    await db().execute(sql`update users set disabled_at = now() where id = ${user.id}`);
    await db().execute(sql`update users set disabled_at = null where id = ${user.id}`);
    expect(await linesOf(user)).toEqual(
      byDatabase(
        [null, 'operator_granted'],
        [null, 'operator_revoked'],
        [null, 'disabled'],
        [null, 'enabled'],
      ),
    );
  });

  test('a second factor that is taken away', async () => {
    const user = await makeUser();
    const mine = sql`where user_id = ${user.id}`;
    await db().execute(
      sql`insert into second_factors (user_id, sealed_secret) values (${user.id}, 'sealed')`,
    );
    await db().execute(sql`update second_factors set confirmed_at = now() ${mine}`);
    await db().execute(sql`delete from second_factors ${mine}`);
    expect(await linesOf(user)).toEqual(byDatabase([null, 'second_factor_on'], [null, 'second_factor_off']));
  });
});
