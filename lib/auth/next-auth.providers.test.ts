import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GET, POST } from '@/app/api/auth/[...nextauth]/route';
import { db } from '@/db';
import { secondFactors, users, verificationTokens } from '@/db/schema';
import { emailAddress } from '@/lib/core/input/email-address';
import { safePath } from '@/lib/core/input/safe-path';
import { addPlayerSchema, guestSchema } from '@/lib/reservations/change-players';
import { cookieHeader, errorOf, mailedLink as linkIn, openBrowser, useAuthServer } from '@/test/auth-browser';
import { makeUser } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { identify } from './identify';
import { hashPassword } from './password';

const sandbox = useSandbox({ providers: ['resend'] });
const base = useAuthServer();
const openBase = useAuthServer({ trustsProxy: false });

const browser = (address?: string, at = base()) => openBrowser(at, address);
const mailedLink = (email: string) => linkIn(sandbox(), email);

const stranger = () => `stranger-${randomUUID()}@pista.test`;
const PASSWORD = 'caballo correcto pila';

describe('an e-mail address', () => {
  it.each([
    '"e@evil.test"@pista.test',
    'a@pista.test,b@evil.test',
    'a@pista.test b@evil.test',
    'a@pista.test\r\nBcc: b@evil.test',
    'Ana <a@pista.test>',
    '<a href="https://evil.test">@pista.test',
    'a@b@pista.test',
    `${'x'.repeat(300)}@pista.test`,
    '\u212Aate@pista.test',
    'ana@p\u0456sta.test',
    'a@localhost',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@-.es',
    'a@\u212Aate.es',
    'a@ｅxample.com',
    'ана@пример.рф',
    '',
  ])('is not %j', async (address) => {
    expect(emailAddress.safeParse(address).success).toBe(false);
    const before = await db().$count(verificationTokens);
    expect(errorOf(await browser().post('signin/email', { email: address }))).toBe('EmailSignin');
    expect(await db().$count(verificationTokens)).toBe(before);
  });
});

describe('an e-mail address of an account or a player', () => {
  it.each([
    ['ana&luis@example.com', 'ana&luis@example.com'],
    ['ana/padel@example.com', 'ana/padel@example.com'],
    ["o'neill+padel@example.co.uk", "o'neill+padel@example.co.uk"],
    [' Ana@Example.COM ', 'ana@example.com'],
    ['ana@пример.рф', 'ana@xn--e1afmkfd.xn--p1ai'],
    ['ana@München.de', 'ana@xn--mnchen-3ya.de'],
    ['ana@xn--e1afmkfd.xn--p1ai', 'ana@xn--e1afmkfd.xn--p1ai'],
  ])('%j is kept as %s', async (typed, kept) => {
    expect(emailAddress.parse(typed)).toBe(kept);
    expect(guestSchema.parse({ name: 'Ana', email: typed }).email).toBe(kept);
    expect(addPlayerSchema.shape.email.parse(typed)).toBe(kept);
    await browser().post('signin/email', { email: typed });
    expect((await messagesTo(sandbox(), kept)).length).toBeGreaterThan(0);
  });
});

describe('a mailed link', () => {
  it('survives being opened by a scanner', async () => {
    const { email } = await makeUser();
    await browser().post('signin/email', { email, callbackUrl: '/en/reservations' });
    const { url, query } = await mailedLink(email);
    expect(url.pathname).toBe('/en/sign-in/link');
    const opened = await GET(new NextRequest(`http://localhost:3000/api/auth/callback/email?${query}`), {
      params: Promise.resolve({ nextauth: ['callback', 'email'] }),
    });
    expect(opened.status).toBe(303);
    expect(new URL(opened.headers.get('location') ?? '').pathname).toBe('/sign-in/link');
    const visitor = browser();
    expect((await visitor.send(`callback/email?${query}`, {})).location?.pathname).toBe('/en/reservations');
    expect(await visitor.actor()).toMatchObject({ kind: 'person', email });
  });

  it('serves its own mailbox, once, for fifteen minutes', async () => {
    const [{ email }, other] = [await makeUser(), await makeUser()];
    await browser().post('signin/email', { email });
    const { url } = await mailedLink(email);
    const token = url.searchParams.get('token') ?? '';
    const use = (address: string, given: string) =>
      browser().send(`callback/email?${new URLSearchParams({ email: address, token: given })}`, {});
    expect(errorOf(await use(other.email, token))).toBe('Verification');
    expect(
      errorOf(
        await use(
          email,
          token.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')),
        ),
      ),
    ).toBe('Verification');
    const stored = await db()
      .select()
      .from(verificationTokens)
      .where(eq(verificationTokens.identifier, email));
    expect(stored.map((row) => row.token)).not.toContain(token);
    const minutes = ((stored[0]?.expires.getTime() ?? 0) - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(15);
    await db()
      .update(verificationTokens)
      .set({ expires: new Date(0) })
      .where(eq(verificationTokens.identifier, email));
    expect(errorOf(await use(email, token))).toBe('Verification');
  });

  it('takes password and sessions from an account whose mailbox nobody had proven', async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const { id, email, sessionVersion } = await makeUser({ emailVerified: null, passwordHash });
    await browser().post('signin/email', { email });
    const visitor = browser();
    await visitor.send(`callback/email?${(await mailedLink(email)).query}`, {});
    expect(await visitor.actor()).toMatchObject({ kind: 'person', userId: id });
    expect(await db().query.users.findFirst({ where: eq(users.id, id) })).toMatchObject({
      emailVerified: expect.any(Date),
      passwordHash: null,
      sessionVersion: sessionVersion + 1,
    });
  });

  it('cannot be used from another site', async () => {
    const request = new NextRequest(
      'http://localhost:3000/api/auth/callback/email?token=x&email=a@pista.test',
      {
        method: 'POST',
        headers: { origin: 'https://evil.test' },
      },
    );
    const response = await POST(request, { params: Promise.resolve({ nextauth: ['callback', 'email'] }) });
    expect(response.status).toBe(403);
  });
});

describe('a password', () => {
  it('is refused in the same words whatever is wrong, and after five tries not looked at', async () => {
    const user = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const disabled = await makeUser({ passwordHash: await hashPassword(PASSWORD), disabledAt: new Date() });
    const tries = [
      { email: user.email, password: 'not this one' },
      { email: stranger(), password: PASSWORD },
      { email: (await makeUser()).email, password: PASSWORD },
      { email: disabled.email, password: PASSWORD },
    ];
    for (const attempt of tries) {
      expect(errorOf(await browser('a').post('callback/password', attempt))).toBe('CredentialsSignin');
    }
    for (let i = 0; i < 4; i += 1) {
      await browser('a').post('callback/password', { email: user.email, password: 'no' });
    }
    const right = { email: user.email, password: PASSWORD };
    const blocked = await browser('a').post('callback/password', right);
    expect(errorOf(blocked)).toBe('rate_limited');
    expect(errorOf(await browser('b').post('callback/password', right))).toBeNull();
  });

  it('is tried five times from one address, whatever address the sender claims to have', async () => {
    const user = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const attempt = (address: string, password: string) =>
      browser(address, openBase()).post('callback/password', { email: user.email, password });
    for (let i = 0; i < 5; i += 1) {
      expect(errorOf(await attempt(`203.0.113.${i}`, 'no'))).toBe('CredentialsSignin');
    }
    expect(errorOf(await attempt('203.0.113.9', PASSWORD))).toBe('rate_limited');
  });

  it('is tried five times from one address, however a proxy writes it', async () => {
    const user = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const attempt = (address: string, password: string) =>
      browser(address).post('callback/password', { email: user.email, password });
    for (const address of ['203.0.113.7:51000', '203.0.113.7:51001', '::ffff:203.0.113.7', '203.0.113.7']) {
      expect(errorOf(await attempt(address, 'no'))).toBe('CredentialsSignin');
    }
    expect(errorOf(await attempt('[::ffff:203.0.113.7]:1', 'no'))).toBe('CredentialsSignin');
    expect(errorOf(await attempt('203.0.113.7:51002', PASSWORD))).toBe('rate_limited');
  });
});

describe('a session', () => {
  async function signedIn() {
    const user = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const visitor = browser();
    await visitor.post('callback/password', { email: user.email, password: PASSWORD });
    return { user, visitor };
  }

  it('ignores whatever a browser asks to be', async () => {
    const [{ user, visitor }, victim] = [await signedIn(), await makeUser({ operatorSince: new Date() })];
    const wanted = {
      sub: victim.id,
      email: victim.email,
      role: 'operator',
      life: 'staff',
      sessionVersion: 9,
    };
    await visitor.post('session', { data: JSON.stringify(wanted), ...wanted, sessionVersion: '9' });
    expect(await visitor.actor()).toMatchObject({ userId: user.id, operator: false });
    const { csrfToken } = z
      .object({ csrfToken: z.string() })
      .parse(JSON.parse((await visitor.send('csrf')).body));
    const updated = await fetch(`${base()}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookieHeader(visitor.jar) },
      body: JSON.stringify({ csrfToken, data: wanted }),
    });
    expect(await updated.json()).toMatchObject({ user: { email: user.email } });
    const [cookie = ''] = updated.headers.getSetCookie().filter((line) => line.includes('session'));
    expect(await identify(new Headers({ cookie: cookie.split(';')[0] ?? '' }), new Date())).toMatchObject({
      userId: user.id,
      operator: false,
    });
  });

  it('is noted when it begins, with a second factor not before its code', async () => {
    const { user, visitor } = await signedIn();
    const noted = async ({ id }: { id: string }) =>
      (await db().query.users.findFirst({ where: eq(users.id, id) }))?.lastSignInAt;
    const since = await noted(user);
    expect(Math.abs(Date.now() - (since?.getTime() ?? 0))).toBeLessThan(60_000);
    await visitor.post('session', {});
    expect(await noted(user)).toEqual(since);
    const careful = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    await db()
      .insert(secondFactors)
      .values({ userId: careful.id, sealedSecret: 'sealed', confirmedAt: new Date() });
    const half = browser();
    await half.post('callback/password', { email: careful.email, password: PASSWORD });
    expect(await half.actor()).toMatchObject({ kind: 'unproven', needs: 'code' });
    expect(await noted(careful)).toBeNull();
  });

  it('is new at each sign-in, and a copied cookie dies with the sign-out', async () => {
    const { user, visitor } = await signedIn();
    const before = { ...visitor.jar };
    await visitor.post('callback/password', { email: user.email, password: PASSWORD });
    const copied = new Headers({ cookie: cookieHeader(visitor.jar) });
    expect(cookieHeader(visitor.jar)).not.toBe(cookieHeader(before));
    await visitor.post('signout', {});
    expect(await visitor.actor()).toEqual({ kind: 'anonymous' });
    expect(await identify(copied, new Date())).toEqual({ kind: 'anonymous' });
    expect(await identify(new Headers({ cookie: cookieHeader(before) }), new Date())).toEqual({
      kind: 'anonymous',
    });
  });

  it('has a cookie that scripts cannot read and other sites cannot send', async () => {
    const user = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const visitor = browser();
    const { csrfToken } = z
      .object({ csrfToken: z.string() })
      .parse(JSON.parse((await visitor.send('csrf')).body));
    const response = await fetch(`${base()}/callback/password`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookieHeader(visitor.jar) },
      body: new URLSearchParams({ email: user.email, password: PASSWORD, csrfToken }),
    });
    const session = response.headers.getSetCookie().find((line) => line.startsWith('pista-session-3000='));
    expect(session).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Lax$/);
    expect(session).not.toContain('Domain');
    expect(session?.length).toBeLessThan(4096);
  });
});

describe('the way back after signing in', () => {
  const away = [
    '//evil.test',
    '/\\evil.test',
    '\\/evil.test',
    'https:evil.test',
    'https://evil.test/',
    'http://localhost:3000@evil.test/',
    'http://localhost:3000//evil.test',
    'javascript:alert(1)',
    'data:text/html,x',
    '/\t/evil.test',
    '\n//evil.test',
    'evil.test',
    'http://[',
    '',
  ];

  it.each(away)('does not lead to %j', async (callbackUrl) => {
    expect(safePath(callbackUrl)).toBeNull();
    const { email } = await makeUser({ passwordHash: await hashPassword(PASSWORD) });
    const signedIn = await browser().post('callback/password', { email, password: PASSWORD, callbackUrl });
    expect(signedIn.location?.href).toBe('http://localhost:3000/');
    await browser().post('signin/email', { email, callbackUrl });
    const mailed = (await mailedLink(email)).url;
    expect(mailed.origin).toBe('http://localhost:3000');
    expect(safePath(mailed.searchParams.get('callbackUrl') ?? '/')).not.toBeNull();
    const answer = await GET(
      new NextRequest(`http://localhost:3000/api/auth/signin?${new URLSearchParams({ callbackUrl })}`),
      { params: Promise.resolve({ nextauth: ['signin'] }) },
    );
    expect(answer.status).toBe(400);
  });

  it.each(['/es/checkout/1?x=1#pay', '/%09//evil.test', 'http://localhost:3000/en'])(
    'leads to %j',
    (callbackUrl) => {
      expect(safePath(callbackUrl)).toBe(callbackUrl.replace('http://localhost:3000', ''));
    },
  );
});
