import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '@/db';
import { users } from '@/db/schema';
import { hashPassword, verifyPassword } from '@/lib/auth/password';
import { makeUser, personContext, type User } from '@/test/factories';
import { changePassword } from './change-password';

const reload = async (user: User) => (await db().select().from(users).where(eq(users.id, user.id)))[0];
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const since = (startedAt: Date) => ({ via: { kind: 'session' as const, startedAt } });

it('takes the current password, and ends every session', async () => {
  const user = await makeUser({ passwordHash: await hashPassword('the old password') });
  const ctx = personContext(user, since(minutesAgo(60)));
  const wrong = changePassword(ctx, { current: 'a wrong password', password: 'the new password' });
  await expect(wrong).rejects.toMatchObject({ code: 'forbidden' });
  await changePassword(ctx, { current: 'the old password', password: 'the new password' });
  const after = await reload(user);
  expect(await verifyPassword(after?.passwordHash ?? null, 'the new password')).toBe(true);
  expect(await verifyPassword(after?.passwordHash ?? null, 'the old password')).toBe(false);
  expect(after?.sessionVersion).toBe(user.sessionVersion + 1);
});

it('asks for no password of who signed in within ten minutes, since a link may be how they came back', async () => {
  const user = await makeUser({ passwordHash: await hashPassword('a forgotten password') });
  const late = changePassword(personContext(user, since(minutesAgo(11))), { password: 'the new password' });
  await expect(late).rejects.toMatchObject({ code: 'forbidden' });
  await changePassword(personContext(user, since(minutesAgo(9))), { password: 'the new password' });
  expect(await verifyPassword((await reload(user))?.passwordHash ?? null, 'the new password')).toBe(true);
});

it('is never opened by an API key alone', async () => {
  const user = await makeUser();
  const via = { kind: 'token' as const, tokenId: user.id, scope: 'write' as const };
  const byKey = changePassword(personContext(user, { via }), { password: 'the new password' });
  await expect(byKey).rejects.toMatchObject({ code: 'forbidden' });
  expect((await reload(user))?.passwordHash).toBeNull();
});
