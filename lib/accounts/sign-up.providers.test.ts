import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db } from '@/db';
import { pendingSignUps, users } from '@/db/schema';
import { hashPassword } from '@/lib/auth/password';
import { signUpCookieName } from '@/lib/auth/session-cookie';
import { errorOf, mailedLink, openBrowser, useAuthServer } from '@/test/auth-browser';
import { anonymousContext, makeUser, personContext } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { finishSignUp } from './finish-sign-up';
import { beginPasskey } from './passkeys/begin-passkey';
import { passkeySignUpInput, signUp, signUpByPasskey, signUpInput } from './sign-up';

const sandbox = useSandbox({ providers: ['resend'] });
const base = useAuthServer();

const stranger = () => `stranger-${randomUUID()}@pista.test`;
const HERS = 'caballo correcto pila';
const HIS = 'the password of a squatter';
const userOf = async (email: string) =>
  (await db().select().from(users).where(eq(users.email, email)))[0] ?? null;

type Typed = { email: string; name?: string; password?: string };

/** Signs up in a new browser, which keeps the secret as the form's action stores it. */
async function register({ email, name = 'Ana', password = HERS }: Typed) {
  const browser = openBrowser(base());
  const input = signUpInput.parse({ email, name, password });
  browser.jar[signUpCookieName()] = await signUp({ ...anonymousContext(), address: randomUUID() }, input);
  return browser;
}

/** Presses the newest link, or an older one, in that browser. */
async function pressLink(email: string, browser = openBrowser(base()), skipping = 0) {
  await browser.send(`callback/email?${(await mailedLink(sandbox(), email, skipping)).query}`, {});
  return browser;
}

async function opensWith(email: string, password: string): Promise<boolean> {
  const browser = openBrowser(base());
  return errorOf(await browser.post('callback/password', { email, password })) === null;
}

describe('signing up', () => {
  it('creates nothing until the mailbox is proven, then signs in once', async () => {
    const email = stranger();
    const visitor = await register({ email });
    expect(await userOf(email)).toBeNull();
    const { url, query } = await mailedLink(sandbox(), email);
    expect(url.pathname).toBe('/es/sign-in/link');
    await visitor.send(`callback/email?${query}`, {});
    expect(await visitor.actor()).toMatchObject({ kind: 'person', email, name: 'Ana' });
    const user = await userOf(email);
    expect(user?.emailVerified).toBeInstanceOf(Date);
    expect(user?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(errorOf(await openBrowser(base()).send(`callback/email?${query}`, {}))).toBe('Verification');
    expect(await opensWith(email, HERS)).toBe(true);
  });

  it.each(['same', 'other case', 'with spaces'])(
    'over an existing account (%s) says the same and changes nothing',
    async (spelling) => {
      const email = stranger();
      const user = await makeUser({ email, passwordHash: await hashPassword(HERS) });
      const typed =
        { same: email, 'other case': email.toUpperCase(), 'with spaces': ` ${email} ` }[spelling] ?? '';
      const visitor = await register({ email: typed, password: 'another password' });
      const [mail] = await messagesTo(sandbox(), email);
      expect(mail?.subject).toBe('Tu enlace para entrar en Pista');
      await pressLink(email, visitor);
      expect(await userOf(email)).toMatchObject({ name: user.name, passwordHash: user.passwordHash });
    },
  );

  it('loses against an account that came to life meanwhile', async () => {
    const email = stranger();
    const squatter = await register({ email, password: HIS });
    const owner = await makeUser({ email, passwordHash: await hashPassword(HERS) });
    await pressLink(email, squatter);
    expect(await userOf(email)).toMatchObject({ id: owner.id, passwordHash: owner.passwordHash });
  });

  it('is not carried on by a plain link that somebody else asked for', async () => {
    const email = stranger();
    await register({ email, password: HIS });
    await openBrowser(base()).post('signin/email', { email });
    await pressLink(email);
    expect(await userOf(email)).toMatchObject({ name: null, passwordHash: null });
  });

  it.each([
    ['12345678', 'common'],
    ['Password1', 'common'],
    ['qwerty12345', 'common'],
    ['aaaaaaaa', 'pattern'],
    ['padel2026', 'own_words'],
    ['ClubPádel!1', 'own_words'],
    ['anamaria1985', 'own_words'],
    ['ana.maria@pista.test', 'own_words'],
    ['contraseña', 'simple'],
  ])('refuses the password %s because it is %s', async (password, weakness) => {
    await expect(
      register({ email: 'ana.maria@pista.test', name: 'Ana María', password }),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: { password: [weakness] } });
  });

  it.each(['short', 'x'.repeat(129)])('refuses the password %s for its length', (password) => {
    expect(signUpInput.safeParse({ email: 'a@pista.test', name: 'Ana', password }).success).toBe(false);
  });
});

describe('an account that two people signed up for', () => {
  it('opens by either link with the password of whoever pressed it, and never with the stranger’s', async () => {
    for (const skipping of [0, 1]) {
      const email = stranger();
      await register({ email, name: 'Mallory', password: HIS });
      const victim = await register({ email });
      await pressLink(email, victim, skipping);
      expect(await opensWith(email, HIS)).toBe(false);
      expect(await opensWith(email, HERS)).toBe(true);
      expect(await userOf(email)).toMatchObject({ name: 'Ana' });
    }
  });

  it('has neither name nor password where a link is opened that another browser asked for', async () => {
    const email = stranger();
    const victim = await register({ email });
    await register({ email, name: 'Mallory', password: HIS });
    for (const skipping of [1, 0]) await pressLink(email, victim, skipping);
    expect(await userOf(email)).toMatchObject({ name: null, passwordHash: null });
    expect(await opensWith(email, HIS)).toBe(false);
    expect(await opensWith(email, HERS)).toBe(false);
  });

  it('keeps what the stranger typed no longer than until somebody proves the mailbox', async () => {
    const email = stranger();
    const squatter = await register({ email, password: HIS });
    const { query } = await mailedLink(sandbox(), email);
    await pressLink(email);
    await squatter.send(`callback/email?${query}`, {});
    expect(await db().select().from(pendingSignUps).where(eq(pendingSignUps.email, email))).toEqual([]);
    expect(await opensWith(email, HIS)).toBe(false);
  });
});

describe('signing up for a passkey', () => {
  async function register(email: string, name = 'Ana') {
    const browser = openBrowser(base());
    const input = passkeySignUpInput.parse({ email, name, callbackUrl: '/es/reservations' });
    const secret = await signUpByPasskey({ ...anonymousContext(), address: randomUUID() }, input);
    browser.jar[signUpCookieName()] = secret;
    return browser;
  }

  it('opens an account with the name and without a password, which may add one once the mailbox is proven', async () => {
    const email = stranger();
    const visitor = await register(email);
    expect(await userOf(email)).toBeNull();
    const { url } = await mailedLink(sandbox(), email);
    expect(url.searchParams.get('callbackUrl')).toMatch(/^\/es\/sign-up\/finish\?.*way=passkey/);
    const actor = await (await pressLink(email, visitor)).actor();
    expect(await userOf(email)).toMatchObject({ name: 'Ana', passwordHash: null });
    expect(await beginPasskey({ ...anonymousContext(), actor })).toMatchObject({ user: { name: email } });
  });

  it('opens it without the name in another browser, and changes nothing of an account that there is', async () => {
    const email = stranger();
    await register(email, 'Mallory');
    await pressLink(email);
    expect(await userOf(email)).toMatchObject({ name: null, passwordHash: null });
    const user = await makeUser({ email: stranger(), passwordHash: await hashPassword(HERS) });
    const visitor = await register(user.email, 'Mallory');
    const { url } = await mailedLink(sandbox(), user.email);
    expect(url.searchParams.get('callbackUrl')).toBe('/es/reservations');
    await pressLink(user.email, visitor);
    expect(await userOf(user.email)).toMatchObject({ name: user.name, passwordHash: user.passwordHash });
  });
});

describe('finishing a sign-up', () => {
  it('is where its link leads, and gives the account its name and first password', async () => {
    const email = stranger();
    await register({ email, name: 'Mallory', password: HIS });
    const { url } = await mailedLink(sandbox(), email);
    expect(url.searchParams.get('callbackUrl')).toMatch(/^\/es\/sign-up\/finish/);
    const actor = await (await pressLink(email)).actor();
    const ctx = { ...anonymousContext(), actor };
    await expect(finishSignUp(ctx, { name: 'Ana', password: 'padel2026' })).rejects.toMatchObject({
      fields: { password: ['own_words'] },
    });
    await finishSignUp(ctx, { name: 'Ana', password: HERS });
    expect(await userOf(email)).toMatchObject({ name: 'Ana' });
    expect(await opensWith(email, HERS)).toBe(true);
    await expect(finishSignUp(ctx, { name: 'Eva', password: HIS })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('asks for a fresh link after ten minutes', async () => {
    const via = { kind: 'session', startedAt: new Date(Date.now() - 11 * 60_000) } as const;
    const ctx = personContext(await makeUser({ passwordHash: null }), { via });
    await expect(finishSignUp(ctx, { name: 'Ana', password: HERS })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
