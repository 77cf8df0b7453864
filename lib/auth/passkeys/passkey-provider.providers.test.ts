import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { passkeyChallenges, passkeys, secondFactors, users } from '@/db/schema';
import { eraseUser } from '@/lib/accounts/erase-user';
import { askForPasskey } from '@/lib/accounts/sign-in';
import { sha256 } from '@/lib/core/seal';
import { requireStepUp } from '@/lib/factors/step-up';
import { errorOf, openBrowser, useAuthServer } from '@/test/auth-browser';
import { type Authenticator, type Faults, makeAuthenticator, strangeKey } from '@/test/authenticator';
import { anonymousContext, makeUser, personContext, type User } from '@/test/factories';
import { isLostOnce } from '@/test/other-process/together';
import { answerOf, makePasskey } from '@/test/passkeys';
import { assertionField, challengeOf } from './ceremony-answer';
import { openByPasskey } from './open-by-passkey';

const base = useAuthServer();
const signIn = (answer: string, more: Record<string, string> = {}) =>
  openBrowser(base()).post('callback/passkey', { answer, ...more });

describe('a passkey', () => {
  test('signs in, with the proof that a password and a code would give, to the page that asked', async () => {
    const user = await makeUser();
    const authenticator = await makePasskey(user);
    await db()
      .insert(secondFactors)
      .values({ userId: user.id, sealedSecret: 'sealed', confirmedAt: new Date() });
    const browser = openBrowser(base());
    const answer = await answerOf(authenticator, user);
    const done = await browser.post('callback/passkey', { answer, callbackUrl: '/en/reservations' });
    expect(done.location?.pathname).toBe('/en/reservations');
    const actor = await browser.actor();
    expect(actor).toMatchObject({ kind: 'person', userId: user.id, via: { life: 'player' } });
    await requireStepUp({ ...anonymousContext(), actor });
    const [row] = await db().select().from(passkeys).where(eq(passkeys.userId, user.id));
    expect(row).toMatchObject({ counter: 1, lastUsedAt: expect.any(Date) });
    const signedIn = await db().query.users.findFirst({ where: eq(users.id, user.id) });
    expect(signedIn?.lastSignInAt).not.toBeNull();
  });

  test('leads to no other site', async () => {
    const user = await makeUser();
    const authenticator = await makePasskey(user);
    const done = await signIn(await answerOf(authenticator, user), { callbackUrl: '//evil.test' });
    expect(done.location?.href).toBe('http://localhost:3000/');
  });

  const WRONG: Record<string, Faults | (() => Faults)> = {
    'signed with another key': () => ({ key: strangeKey() }),
    'from another site': { origin: 'https://evil.test' },
    'for another name of the site': { rpId: 'evil.test' },
    'by whoever holds the device': { verifiesUser: false },
    'for another account': { userHandle: 'somebody else' },
    'to a challenge that was not ours': { challenge: 'bm90IG91cnM' },
    'to add a passkey': { type: 'webauthn.create' },
  };
  test.each(Object.entries(WRONG))('%s is refused', async (_how, faults) => {
    const user = await makeUser();
    const authenticator = await makePasskey(user);
    const given = await answerOf(authenticator, user, typeof faults === 'function' ? faults() : faults);
    expect(errorOf(await signIn(given))).toBe('CredentialsSignin');
    expect(errorOf(await signIn(await answerOf(authenticator, user)))).toBeNull();
  });

  test('that is unknown, removed, or of a disabled or erased account is refused in the same words', async () => {
    const user = await makeUser();
    expect(errorOf(await signIn(await answerOf(makeAuthenticator(), user)))).toBe('CredentialsSignin');
    const ends: ((user: User) => Promise<unknown>)[] = [
      ({ id }) => db().delete(passkeys).where(eq(passkeys.userId, id)),
      ({ id }) => db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, id)),
      (gone) => eraseUser(personContext(gone), gone),
    ];
    for (const end of ends) {
      const person = await makeUser();
      const authenticator = await makePasskey(person);
      await end(person);
      expect(errorOf(await signIn(await answerOf(authenticator, person)))).toBe('CredentialsSignin');
    }
  });

  test('does not answer a challenge twice, late, or one that adds a passkey', async () => {
    const user = await makeUser();
    const authenticator = await makePasskey(user);
    const once = await answerOf(authenticator, user);
    expect(errorOf(await signIn(once))).toBeNull();
    expect(errorOf(await signIn(once))).toBe('CredentialsSignin');
    const late = await answerOf(authenticator, user);
    await db()
      .update(passkeyChallenges)
      .set({ expiresAt: new Date(0) });
    expect(errorOf(await signIn(late))).toBe('CredentialsSignin');
    const adding = await askForPasskey(anonymousContext());
    await db().update(passkeyChallenges).set({ userId: user.id });
    expect(errorOf(await signIn(authenticator.get(adding, user.id)))).toBe('CredentialsSignin');
  });

  test('whose count goes back, as that of a copy does, is refused; a synced one stays at nought', async () => {
    const user = await makeUser();
    const authenticator = await makePasskey(user);
    const at = async (counter: number) =>
      errorOf(await signIn(await answerOf(authenticator, user, { counter })));
    expect([await at(0), await at(0)]).toEqual([null, null]);
    expect(await at(7)).toBeNull();
    expect([await at(7), await at(6), await at(0)]).toEqual(Array(3).fill('CredentialsSignin'));
    const other = await makePasskey(user);
    expect(errorOf(await signIn(await answerOf(other, user)))).toBeNull();
  });

  test('is tried five times from one address', async () => {
    const user = await makeUser();
    const authenticator = await makePasskey(user);
    const attempt = async (address: string, faults?: Faults) =>
      errorOf(
        await openBrowser(base(), address).post('callback/passkey', {
          answer: await answerOf(authenticator, user, faults),
        }),
      );
    for (let n = 0; n < 5; n += 1) {
      expect(await attempt('one', { verifiesUser: false })).toBe('CredentialsSignin');
    }
    expect(await attempt('one')).toBe('rate_limited');
    expect(await attempt('another')).toBeNull();
  });

  test.each(['', 'null', '{}', '{"id":"x"}', '[', `{"id":"${'x'.repeat(20_001)}"}`])(
    'is not %j',
    async (answer) => {
      expect(errorOf(await signIn(answer))).toBe('CredentialsSignin');
    },
  );
});

const TRIES = 8;
const wonBy = (results: unknown[]) => results.filter(Boolean).length;

/** Somebody's passkey, in an account of this test. */
async function withPasskey(): Promise<{ user: User; authenticator: Authenticator }> {
  const user = await makeUser();
  return { user, authenticator: await makePasskey(user) };
}

describe('one answer that many send at the same time', () => {
  const sent = async () => {
    const { user, authenticator } = await withPasskey();
    // A synced passkey, whose count does not tell the two apart.
    return assertionField.parse(await answerOf(authenticator, user, { counter: 0 }));
  };

  test('opens one session', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await sent();
      const tries = Array.from({ length: TRIES }, () => openByPasskey(answer, new Date()));
      expect(wonBy(await Promise.all(tries))).toBe(1);
    }
  });

  test('control: opens several where a challenge is read before it is deleted', async () => {
    const spendUnguarded = async (challengeHash: string) => {
      const [found] = await db()
        .select()
        .from(passkeyChallenges)
        .where(eq(passkeyChallenges.challengeHash, challengeHash));
      if (!found) return false;
      await db().delete(passkeyChallenges).where(eq(passkeyChallenges.challengeHash, challengeHash));
      return true;
    };
    const isLost = async () => {
      const hash = sha256(challengeOf(await sent()));
      return wonBy(await Promise.all(Array.from({ length: TRIES }, () => spendUnguarded(hash)))) > 1;
    };
    expect(await isLostOnce(20, isLost)).toBe(true);
  });
});

describe('an authenticator and its copy, which sign at the same time', () => {
  const signed = async () => {
    const { user, authenticator } = await withPasskey();
    const answers = [];
    for (let n = 0; n < TRIES; n += 1) {
      answers.push(assertionField.parse(await answerOf(authenticator, user, { counter: 5 })));
    }
    return { user, answers };
  };

  test('open one session', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { answers } = await signed();
      expect(wonBy(await Promise.all(answers.map((answer) => openByPasskey(answer, new Date()))))).toBe(1);
    }
  });

  test('control: open several where the count is compared before it is written', async () => {
    const noteUnguarded = async ({ id }: User) => {
      const [found] = await db().select().from(passkeys).where(eq(passkeys.userId, id));
      if (!found || found.counter >= 5) return false;
      await db().update(passkeys).set({ counter: 5 }).where(eq(passkeys.id, found.id));
      return true;
    };
    const isLost = async () => {
      const { user } = await withPasskey();
      return wonBy(await Promise.all(Array.from({ length: TRIES }, () => noteUnguarded(user)))) > 1;
    };
    expect(await isLostOnce(20, isLost)).toBe(true);
  });
});
