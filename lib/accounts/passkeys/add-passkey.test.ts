import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, notices, passkeys } from '@/db/schema';
import { type Faults, makeAuthenticator } from '@/test/authenticator';
import { makeUser, personContext, type User } from '@/test/factories';
import { addPasskeyOf, makePasskey } from '@/test/passkeys';
import { addPasskey, newPasskeyInput } from './add-passkey';
import { beginPasskey, MOST_PASSKEYS } from './begin-passkey';
import { listPasskeys } from './list-passkeys';
import { removePasskey } from './remove-passkey';

const hours = (user: User) =>
  personContext(user, { via: { kind: 'session', startedAt: new Date(Date.now() - 3_600_000) } });
const rowsOf = ({ id }: User) => db().select().from(passkeys).where(eq(passkeys.userId, id));
const mailsOf = async ({ id }: User) =>
  (await db().select().from(notices).where(eq(notices.userId, id)).orderBy(notices.createdAt)).map(
    ({ kind }) => kind,
  );
const statesOf = async ({ id }: User) =>
  (await db().select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.id)).map(
    ({ toState }) => toState,
  );

describe('a passkey', () => {
  test('is added under its name, listed, and removed, each audited and mailed', async () => {
    const user = await makeUser();
    const { id: credentialId } = await makePasskey(user);
    expect(await rowsOf(user)).toMatchObject([{ credentialId, counter: 0, transports: ['internal'] }]);
    const [listed] = await listPasskeys(personContext(user));
    expect(listed).toMatchObject({ name: 'Teléfono', lastUsedAt: null });
    await removePasskey(personContext(user), { id: listed?.id ?? '' });
    expect(await rowsOf(user)).toEqual([]);
    expect(await mailsOf(user)).toEqual(['passkey_added', 'passkey_removed']);
    expect(await statesOf(user)).toEqual(['passkey_added', 'passkey_removed']);
  });

  test('is asked of an authenticator that has none of this account and verifies who holds it', async () => {
    const user = await makeUser();
    const { id } = await makePasskey(user);
    expect(await beginPasskey(personContext(user))).toMatchObject({
      rp: { id: 'localhost' },
      user: { name: user.email },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id }],
    });
  });

  const WRONG: Record<string, Faults> = {
    'another site': { origin: 'https://evil.test' },
    'another name of the site': { rpId: 'evil.test' },
    'a sign-in': { type: 'webauthn.get' },
    'a holder who was not verified': { verifiesUser: false },
    'a challenge that was not ours': { challenge: 'bm90IG91cnM' },
  };
  test.each(Object.entries(WRONG))(
    'of %s is not added, and its challenge is used up',
    async (_of, faults) => {
      const user = await makeUser();
      const ctx = personContext(user);
      const authenticator = makeAuthenticator();
      const options = await beginPasskey(ctx);
      const add = (fault?: Faults) =>
        addPasskey(ctx, newPasskeyInput.parse({ name: 'x', answer: authenticator.create(options, fault) }));
      await expect(add(faults)).rejects.toMatchObject({
        code: 'invalid_input',
        message: 'This passkey could not be added; try again.',
      });
      expect(await rowsOf(user)).toEqual([]);
      if (faults.challenge === undefined)
        await expect(add()).rejects.toMatchObject({ code: 'invalid_input' });
      else await add();
    },
  );

  test('is not added by a challenge of somebody else, twice, or after five minutes', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const ctx = personContext(user);
    const answer = async (of: User) => {
      const made = makeAuthenticator().create(await beginPasskey(personContext(of)));
      return newPasskeyInput.parse({ name: 'x', answer: made });
    };
    const refused = { code: 'invalid_input' };
    await expect(addPasskey(ctx, await answer(other))).rejects.toMatchObject(refused);
    const late = { ...ctx, now: new Date(ctx.now.getTime() + 301_000) };
    const session = { kind: 'session', provenAt: late.now } as const;
    const lateCtx = personContext(user, { now: late.now, via: session });
    await expect(addPasskey(lateCtx, await answer(user))).rejects.toMatchObject(refused);
    const once = await answer(user);
    await addPasskey(ctx, once);
    await expect(addPasskey(ctx, once)).rejects.toMatchObject(refused);
  });

  test('of one account is not added to another, which is told nothing more', async () => {
    const authenticator = await makePasskey(await makeUser());
    const other = await makeUser();
    await expect(addPasskeyOf(authenticator, other)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await rowsOf(other)).toEqual([]);
  });

  test('is neither begun, added nor removed in a session of hours without a proof', async () => {
    const user = await makeUser({ passwordHash: 'x' });
    await makePasskey(user);
    const [own] = await listPasskeys(personContext(user));
    const stepUp = { code: 'forbidden', details: { reason: 'step_up' } };
    await expect(beginPasskey(hours(user))).rejects.toMatchObject(stepUp);
    const made = makeAuthenticator().create(await beginPasskey(personContext(user)));
    const input = newPasskeyInput.parse({ name: 'x', answer: made });
    await expect(addPasskey(hours(user), input)).rejects.toMatchObject(stepUp);
    await expect(removePasskey(hours(user), { id: own?.id ?? '' })).rejects.toMatchObject(stepUp);
    expect(await rowsOf(user)).toHaveLength(1);
  });

  test('is not for an account whose mailbox is not proven', async () => {
    const user = await makeUser({ emailVerified: null });
    await expect(beginPasskey(personContext(user))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('of somebody else cannot be removed', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    await makePasskey(user);
    const [own] = await listPasskeys(personContext(user));
    const theft = removePasskey(personContext(other), { id: own?.id ?? '' });
    await expect(theft).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is one of ten at most', async () => {
    const user = await makeUser();
    for (let n = 0; n < MOST_PASSKEYS; n += 1) await makePasskey(user);
    await expect(makePasskey(user)).rejects.toMatchObject({ code: 'conflict' });
  });
});
