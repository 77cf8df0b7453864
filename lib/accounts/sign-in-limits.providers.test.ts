import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { db } from '@/db';
import { users } from '@/db/schema';
import { askerOf, sealKnownBrowser } from '@/lib/auth/known-browser';
import { limitGuesses } from '@/lib/auth/limit-guesses';
import { limitLinks } from '@/lib/auth/links/limit-links';
import { hashPassword } from '@/lib/auth/password';
import { knownBrowserCookieName } from '@/lib/auth/session-cookie';
import { mailboxOf } from '@/lib/core/input/email-address';
import { seal } from '@/lib/core/seal';
import { errorOf, mailedLink, openBrowser, useAuthServer } from '@/test/auth-browser';
import { anonymousContext, makeUser } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
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

/** Counts one try as a wrong password does, without the time of hashing one. */
const countFailure = (email: string, address: string) => limitGuesses(email, { kind: 'stranger', address });

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
    for (let index = 0; index < 49; index += 1) await countFailure(stranger(), 'one address');
    expect(await times(3, () => tryPassword('one address', stranger()))).toEqual({
      CredentialsSignin: 1,
      rate_limited: 2,
    });
    expect(await tryPassword('another address', stranger())).toBe('CredentialsSignin');
  });

  it('are not those that succeed: a whole club signs in from behind one address', async () => {
    for (let index = 0; index < 49; index += 1) await countFailure(stranger(), 'the club');
    const passwordHash = await hashPassword(PASSWORD);
    const signInOne = async () => tryPassword('the club', (await makeUser({ passwordHash })).email, PASSWORD);
    expect(await times(3, signInOne)).toEqual({ null: 3 });
    const { email } = await makeUser({ passwordHash });
    for (let index = 0; index < 19; index += 1) await countFailure(email, randomUUID());
    expect(await times(3, () => tryPassword(randomUUID(), email, PASSWORD))).toEqual({ null: 3 });
  });
});

describe('a browser in which the account was opened before', () => {
  async function openedBefore() {
    const { email } = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const browser = openBrowser(base(), 'shared address');
    await browser.post('callback/password', { email, password: PASSWORD });
    await browser.post('signout', {});
    return { email, browser };
  }

  it('signs in and is mailed a link, whatever strangers used up, also at the same address', async () => {
    const { email, browser } = await openedBefore();
    await times(6, () => tryPassword('shared address', email));
    await times(4, () => askForLink('shared address', email));
    for (let index = 0; index < 16; index += 1) await countFailure(email, randomUUID());
    expect(await tryPassword(randomUUID(), email, PASSWORD)).toBe('rate_limited');
    expect(errorOf(await browser.post('callback/password', { email, password: PASSWORD }))).toBeNull();
    await browser.post('signout', {});
    expect(errorOf(await browser.post('signin/email', { email }))).toBeNull();
  });

  it('has its own limits, and is a stranger to every other account', async () => {
    const { email, browser } = await openedBefore();
    const wrong = { email, password: 'no' };
    const guess = async () => errorOf(await browser.post('callback/password', wrong));
    expect(await times(6, guess)).toEqual({ CredentialsSignin: 5, rate_limited: 1 });
    const { email: other } = await makeUser();
    for (let index = 0; index < 20; index += 1) await countFailure(other, randomUUID());
    expect(errorOf(await browser.post('callback/password', { email: other, password: 'no' }))).toBe(
      'rate_limited',
    );
  });

  it('cannot be forged, nor known for ever', async () => {
    const { email } = await makeUser();
    const later = Date.now() + 181 * 86_400_000;
    const headers = (sealed: string) => new Headers({ cookie: `${knownBrowserCookieName()}=${sealed}` });
    const sealed = sealKnownBrowser(email);
    expect(askerOf(headers(sealed), email).kind).toBe('known');
    expect(askerOf(headers(`A${sealed}`), email).kind).toBe('stranger');
    expect(askerOf(headers(seal('session', JSON.stringify({ email }))), email).kind).toBe('stranger');
    vi.useFakeTimers({ toFake: ['Date'], now: later });
    expect(askerOf(headers(sealed), email).kind).toBe('stranger');
    vi.useRealTimers();
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
    const sender = { kind: 'stranger', address: 'one sender' } as const;
    for (let index = 0; index < 49; index += 1) await limitLinks(stranger(), sender);
    expect(await times(3, () => askForLink('one sender', stranger()))).toEqual({ null: 1, rate_limited: 2 });
    await expect(register('one sender', stranger())).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('fill a mailbox no further than with twelve that all still work', async () => {
    const email = stranger();
    for (let index = 0; index < 12; index += 1) {
      await limitLinks(email, { kind: 'stranger', address: randomUUID() });
    }
    await expect(limitLinks(email, { kind: 'stranger', address: randomUUID() })).rejects.toMatchObject({
      code: 'rate_limited',
    });
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
