import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { POST } from '@/app/api/auth/[...nextauth]/route';
import { db } from '@/db';
import { accounts, audit, customers, notices, reservations, users } from '@/db/schema';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { renewSessionToken } from '@/lib/auth/session-token';
import { errorOf, openBrowser, useAuthServer } from '@/test/auth-browser';
import { makeClub, makeCustomer, makeReservation, makeUser, type User } from '@/test/factories';
import { answerAt } from '@/test/identity-browser';
import { sessionOf } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { hashPassword } from '../password';
import { readProfile } from './identity-providers';
import { viaCode } from './via-code';

useSandbox({ providers: ['resend', 'identity'], appUrl: 'http://localhost:3000' });
const base = useAuthServer();
const browser = () => openBrowser(base());

const stranger = () => `stranger-${randomUUID()}@pista.test`;
const userOf = (email: string) => db().query.users.findFirst({ where: eq(users.email, email) });
const linksOf = (userId: string) => db().select().from(accounts).where(eq(accounts.userId, userId));

/** Signs in at the site and comes back in the same browser. */
async function comeBy(
  identity: 'google' | 'apple',
  person: Parameters<typeof answerAt>[2],
  { visitor = browser(), callbackUrl }: { visitor?: ReturnType<typeof browser>; callbackUrl?: string } = {},
) {
  const query = await answerAt(visitor, identity, person, callbackUrl);
  return { visitor, answer: await visitor.send(`callback/${identity}?${query}`) };
}

describe.each(['google', 'apple'] as const)('who comes by %s', (identity) => {
  test('and has no account gets one with a proven mailbox, and what clubs wrote under the address', async () => {
    const email = stranger();
    const club = await makeClub();
    const customer = await makeCustomer(club.id, { email });
    const booking = await makeReservation({ userId: null, customerId: customer.id });
    const { visitor, answer } = await comeBy(identity, { email });
    expect(answer.location?.pathname).toBe('/en/reservations');
    expect(await visitor.actor()).toMatchObject({ kind: 'person', email });
    const user = await userOf(email);
    expect(user).toMatchObject({ emailVerified: expect.any(Date), passwordHash: null, image: null });
    const userId = user?.id ?? '';
    const [linked] = await db().select().from(customers).where(eq(customers.id, customer.id));
    expect(linked?.userId).toBe(userId);
    const [own] = await db().select().from(reservations).where(eq(reservations.id, booking.id));
    expect(own?.userId).toBe(userId);
  });

  test('opens the account of the verified address, which keeps its password, and is told by mail', async () => {
    const user = await makeUser({ passwordHash: 'kept' });
    const { visitor } = await comeBy(identity, { email: user.email.toUpperCase() });
    expect(await visitor.actor()).toMatchObject({ kind: 'person', userId: user.id });
    expect(await userOf(user.email)).toMatchObject({ passwordHash: 'kept', name: user.name });
    expect(await linksOf(user.id)).toMatchObject([
      { provider: identity, access_token: null, refresh_token: null, id_token: null, scope: null },
    ]);
    const mails = await db().select().from(notices).where(eq(notices.userId, user.id));
    expect(mails.map(({ kind, objectId }) => [kind, objectId])).toEqual([
      ['identity_linked', expect.stringMatching(`^${identity}:`)],
    ]);
    const lines = await db().select().from(audit).where(eq(audit.entityId, user.id));
    expect(lines.map(({ toState }) => toState)).toContain('identity_linked');
  });

  test('opens the same account again, whatever its address here has become', async () => {
    const user = await makeUser();
    await comeBy(identity, { email: user.email });
    const email = stranger();
    await db().update(users).set({ email }).where(eq(users.id, user.id));
    const { visitor } = await comeBy(identity, { email: user.email, verified: false });
    expect(await visitor.actor()).toMatchObject({ kind: 'person', userId: user.id, email });
    expect(await userOf(user.email)).toBeUndefined();
  });

  test('by an address that is not verified opens and makes nothing', async () => {
    const [user, email] = [await makeUser(), stranger()];
    for (const address of [user.email, email]) {
      const { visitor, answer } = await comeBy(identity, { email: address, verified: false });
      expect(answer.location?.pathname).toBe('/sign-in');
      expect(errorOf(answer)).toBe('unverified');
      expect(await visitor.actor()).toEqual({ kind: 'anonymous' });
    }
    expect(await userOf(email)).toBeUndefined();
    expect(await linksOf(user.id)).toEqual([]);
  });
});

/** A session of this person, in a browser of their own. */
async function signedIn(user: User) {
  const visitor = browser();
  visitor.jar[sessionCookieName()] = await renewSessionToken(sessionOf(user));
  expect(await visitor.actor()).toMatchObject({ userId: user.id });
  return visitor;
}

describe('an account whose mailbox nobody had proven', () => {
  test('is that of who proves it, without the password and the sessions of who typed it', async () => {
    const user = await makeUser({ emailVerified: null, passwordHash: await hashPassword('a typed one') });
    const typist = await signedIn(user);
    const { visitor } = await comeBy('google', { email: user.email });
    expect(await visitor.actor()).toMatchObject({ kind: 'person', userId: user.id });
    expect(await typist.actor()).toEqual({ kind: 'anonymous' });
    expect(await userOf(user.email)).toMatchObject({ passwordHash: null, emailVerified: expect.any(Date) });
    const late = browser().post('callback/password', { email: user.email, password: 'a typed one' });
    expect(errorOf(await late)).toBe('CredentialsSignin');
  });
});

describe('a sign-in at another site', () => {
  test('opens no disabled account', async () => {
    const { email } = await makeUser({ disabledAt: new Date() });
    const { visitor, answer } = await comeBy('google', { email });
    expect(errorOf(answer)).toBe('AccessDenied');
    expect(await visitor.actor()).toEqual({ kind: 'anonymous' });
  });

  test('opens its own account, and is not added to that of an open session', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const { visitor } = await comeBy('google', { email: other.email }, { visitor: await signedIn(user) });
    expect(await visitor.actor()).toMatchObject({ userId: other.id });
    expect(await linksOf(user.id)).toEqual([]);
  });

  test('counts in the browser that began it alone, and once', async () => {
    const { email } = await makeUser();
    const visitor = browser();
    const query = await answerAt(visitor, 'google', { email });
    expect(errorOf(await browser().send(`callback/google?${query}`))).toBe('OAuthCallback');
    expect((await visitor.send(`callback/google?${query}`)).location?.pathname).toBe('/en/reservations');
    expect(errorOf(await visitor.send(`callback/google?${query}`))).toBe('OAuthCallback');
  });

  test.each(['//evil.test', 'https://evil.test/', '/\\evil.test', 'javascript:alert(1)'])(
    'does not lead to %j',
    async (callbackUrl) => {
      const { answer } = await comeBy('google', { email: stranger() }, { callbackUrl });
      expect(answer.location?.href).toBe('http://localhost:3000/');
    },
  );

  test('with a second factor goes by the page that asks for its code', async () => {
    const user = await makeUser();
    const { visitor, answer } = await comeBy('google', { email: user.email });
    const { location } = answer;
    const given = () =>
      new Response(null, {
        status: 302,
        headers: {
          location: location?.href ?? '',
          'set-cookie': `${sessionCookieName()}=${visitor.jar[sessionCookieName()]}; Path=/`,
        },
      });
    expect((await viaCode(given())).headers.get('location')).toBe(location?.href);
    await db().execute(
      `insert into second_factors (user_id, sealed_secret, confirmed_at) values ('${user.id}', 'sealed', now())`,
    );
    const led = await viaCode(given());
    expect(led.headers.get('location')).toBe(
      'http://localhost:3000/en/sign-in/code?callbackUrl=%2Fen%2Freservations',
    );
    expect(led.headers.getSetCookie()).toHaveLength(1);
  });
});

test('what Apple posts from its own page becomes a GET of ours, with nothing else of it', async () => {
  const request = new NextRequest('http://localhost:3000/api/auth/callback/apple', {
    method: 'POST',
    headers: {
      origin: 'https://appleid.apple.com',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      code: 'c',
      state: 's',
      user: '{"name":{}}',
      callbackUrl: 'https://evil.test',
    }),
  });
  const answer = await POST(request, { params: Promise.resolve({ nextauth: ['callback', 'apple'] }) });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('http://localhost:3000/api/auth/callback/apple?code=c&state=s');
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test.each([
  [true, 'ana@pista.test'],
  ['true', 'ana@pista.test'],
  [false, null],
  ['false', null],
  ['yes', null],
  [undefined, null],
])('an address counts where its site says %j of it', (email_verified, email) => {
  expect(readProfile({ sub: '1', email: 'Ana@Pista.test', email_verified })).toMatchObject({ email });
});
