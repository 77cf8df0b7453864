import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db } from '@/db';
import { users } from '@/db/schema';
import { errorOf, mailedLink, openBrowser, useAuthServer } from '@/test/auth-browser';
import { anonymousContext, makeUser } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { mailboxOf } from './email-address';
import { limitLinks } from './limit-links';
import { hashPassword } from './password';
import { signUp, signUpInput } from './sign-up';

const sandbox = useSandbox({ providers: ['resend'] });
const base = useAuthServer();

const PASSWORD = 'caballo correcto pila';
const stranger = () => `stranger-${randomUUID()}@pista.test`;
const outcomes = (tries: readonly (string | null)[]) =>
  Object.fromEntries([...new Set(tries)].map((one) => [String(one), tries.filter((t) => t === one).length]));

async function times(count: number, work: (index: number) => Promise<string | null>) {
  const answers: (string | null)[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await work(index));
  return outcomes(answers);
}

async function tryPassword(address: string, email: string, password = 'no'): Promise<string | null> {
  return errorOf(await openBrowser(base(), address).post('callback/password', { email, password }));
}

async function askForLink(address: string, email: string): Promise<string | null> {
  return errorOf(await openBrowser(base(), address).post('signin/email', { email }));
}

const register = (address: string, email: string) =>
  signUp({ ...anonymousContext(), address }, signUpInput.parse({ email, name: 'Ana', password: PASSWORD }));

describe('failed sign-ins', () => {
  it('are twenty an hour for one account, from however many addresses', async () => {
    const [known, unknown] = [
      (await makeUser({ passwordHash: await hashPassword(PASSWORD) })).email,
      stranger(),
    ];
    for (const email of [known, unknown]) {
      expect(await times(24, () => tryPassword(randomUUID(), email))).toEqual({
        CredentialsSignin: 20,
        rate_limited: 4,
      });
    }
    expect(await tryPassword(randomUUID(), known, PASSWORD)).toBe('rate_limited');
  });

  it('are not exceeded by tries at the same moment', async () => {
    const { email } = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const tries = await Promise.all(Array.from({ length: 30 }, () => tryPassword(randomUUID(), email)));
    expect(outcomes(tries)).toEqual({ CredentialsSignin: 20, rate_limited: 10 });
  });

  it('are fifty an hour from one address, over all accounts', async () => {
    expect(await times(53, () => tryPassword('one address', stranger()))).toEqual({
      CredentialsSignin: 50,
      rate_limited: 3,
    });
  });

  it('are not those that succeed: a whole club signs in from behind one address', async () => {
    const passwordHash = await hashPassword(PASSWORD);
    expect(
      await times(52, async () =>
        tryPassword('the club', (await makeUser({ passwordHash })).email, PASSWORD),
      ),
    ).toEqual({ null: 52 });
    const { email } = await makeUser({ passwordHash });
    expect(await times(22, () => tryPassword(randomUUID(), email, PASSWORD))).toEqual({ null: 22 });
  });
});

describe('mailed links', () => {
  it('are three an hour to a mailbox for whoever asks, by sign-in, by sign-up and behind a +', async () => {
    const email = stranger();
    await register('asker', email);
    await register('asker', email.replace('@', '+two@'));
    expect(await askForLink('asker', email)).toBeNull();
    expect(await askForLink('asker', email.replace('@', '+three@'))).toBe('rate_limited');
    await expect(register('asker', email)).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('that strangers ask for leave the owner her own', async () => {
    const { email } = await makeUser();
    for (const address of ['stranger', 'another']) {
      expect(await times(4, () => askForLink(address, email))).toEqual({ null: 3, rate_limited: 1 });
    }
    expect(await times(3, () => askForLink('her home', email))).toEqual({ null: 3 });
    expect(await messagesTo(sandbox(), email)).toHaveLength(9);
  });

  it('are fifty an hour from one address, whoever they go to', async () => {
    expect(await times(53, () => askForLink('one sender', stranger()))).toEqual({
      null: 50,
      rate_limited: 3,
    });
    await expect(register('one sender', stranger())).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('fill a mailbox no further than with twelve that all still work', async () => {
    const email = stranger();
    for (let index = 0; index < 12; index += 1) await limitLinks(email, randomUUID());
    await expect(limitLinks(email, randomUUID())).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('are asked for in the same words whether the account is there, disabled or none', async () => {
    const addresses = [
      (await makeUser()).email,
      (await makeUser({ disabledAt: new Date() })).email,
      stranger(),
    ];
    for (const email of addresses) {
      const answer = await openBrowser(base()).post('signin/email', { email });
      expect(answer.location?.pathname).toBe('/api/auth/verify-request');
      const [mail] = await messagesTo(sandbox(), email);
      expect(mail?.subject).toBe('Tu enlace para entrar en Pista');
    }
  });

  it('do not open a disabled account', async () => {
    const { email } = await makeUser({ disabledAt: new Date() });
    await askForLink(randomUUID(), email);
    const visitor = openBrowser(base());
    const { query } = await mailedLink(sandbox(), email);
    expect(errorOf(await visitor.send(`callback/email?${query}`, {}))).toBe('AccessDenied');
    expect(await visitor.actor()).toEqual({ kind: 'anonymous' });
  });
});

it.each([
  ['ana@pista.test', 'ana@pista.test'],
  ['ana+padel@pista.test', 'ana@pista.test'],
  ['ana+padel+two@pista.test', 'ana@pista.test'],
  ['+ana@pista.test', '+ana@pista.test'],
  ['++ana@pista.test', '+@pista.test'],
])('%s reaches the mailbox %s, here and in the database', async (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
  const email = address.replace('@', `@${randomUUID()}.`);
  const { id } = await makeUser({ email });
  const [user] = await db().select().from(users).where(eq(users.id, id));
  expect(user?.mailbox).toBe(mailboxOf(email));
});
