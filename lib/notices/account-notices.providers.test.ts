import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { apiTokens, notices } from '@/db/schema';
import { changePassword } from '@/lib/accounts/change-password';
import { createApiToken } from '@/lib/accounts/create-api-token';
import { eraseUser } from '@/lib/accounts/erase-user';
import { grantOperator } from '@/lib/accounts/grant-operator';
import { systemContext } from '@/lib/core/context';
import { makeUser, personContext, type User } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { deliverNotice } from './deliver-notice';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });
const noticesOf = ({ id }: User) => db().select().from(notices).where(eq(notices.userId, id));

async function deliverAll(user: User): Promise<string[]> {
  for (const { id } of await noticesOf(user)) await deliverNotice(systemContext('test'), id);
  return (await messagesTo(sandbox(), user.email)).map(({ subject }) => subject).reverse();
}

test('a new password, a new key and new rights are each told of by mail, in the language of the account', async () => {
  const user = await makeUser({ locale: 'en' });
  const session = { kind: 'session' as const, startedAt: new Date() };
  await changePassword(personContext(user, { via: session }), { password: 'a brand new one of mine' });
  await createApiToken(personContext(user), { name: 'My robot', scope: 'read' });
  await grantOperator(systemContext('test'), user.email);
  expect(await grantOperator(systemContext('test'), user.email)).toBe('had_it');
  expect(await deliverAll(user)).toEqual([
    'Your Pista password has changed',
    'New API key at Pista: My robot',
    'You can run Pista now',
  ]);
});

test('a changed password ends the keys when that is asked for, and leaves them else', async () => {
  const user = await makeUser();
  const via = { kind: 'session' as const, startedAt: new Date() };
  await createApiToken(personContext(user), { name: 'My robot', scope: 'read' });
  const living = async () =>
    (await db().select().from(apiTokens).where(eq(apiTokens.userId, user.id))).filter(
      (key) => !key.revokedAt,
    );
  await changePassword(personContext(user, { via }), { password: 'a brand new one of mine' });
  expect(await living()).toHaveLength(1);
  await changePassword(personContext(user, { via }), { password: 'another new one of mine', endKeys: true });
  expect(await living()).toHaveLength(0);
});

test('an erased account is told of by one last mail, whose address is readable in no row, before or after', async () => {
  const user = await makeUser({ name: 'Zoraida Única' });
  await createApiToken(personContext(user), { name: 'My robot', scope: 'read' });
  await eraseUser(personContext(user), user);
  expect(JSON.stringify(await noticesOf(user))).not.toContain(user.email);
  expect(await deliverAll(user)).toEqual(['Tu cuenta de Pista está borrada']);
  expect(
    (await noticesOf(user)).map(({ kind, status, recipient, id }) => [
      kind,
      status,
      recipient === `erased:${id}`,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ['account_erased', 'sent', true],
      ['api_key_created', 'suppressed', true],
    ]),
  );
});

test('what concerns an account goes by text when its mailbox is dead, and never to the call list', async () => {
  const [withPhone, without] = [
    await makeUser({ emailInvalidAt: new Date(), phone: '+34600300401' }),
    await makeUser({ emailInvalidAt: new Date() }),
  ];
  for (const user of [withPhone, without]) {
    await createApiToken(personContext(user), { name: 'My robot', scope: 'read' });
    for (const { id } of await noticesOf(user)) await deliverNotice(systemContext('test'), id);
  }
  expect((await noticesOf(withPhone)).map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
  expect((await noticesOf(without)).map(({ channel, status }) => [channel, status])).toEqual([
    ['email', 'failed'],
  ]);
});
