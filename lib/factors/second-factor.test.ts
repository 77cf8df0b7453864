import { and, eq } from 'drizzle-orm';
import { generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, notices, recoveryCodes, secondFactors } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { makeUser, personContext, type User } from '@/test/factories';
import { isLostOnce } from '@/test/other-process/together';
import { openSecret } from './factor-secret';
import { timeStepOf } from './one-time-code';
import { newRecoveryCode, readRecoveryCode } from './recovery-code';
import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './second-factor';
import { spendCode } from './spend-code';

const STEP_MS = 30_000;
const makeOperator = () => makeUser({ operatorSince: new Date() });
const rowOf = async ({ id }: User) =>
  (await db().select().from(secondFactors).where(eq(secondFactors.userId, id)))[0];
const statesOf = async ({ id }: User) =>
  (await db().select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.id)).map(
    ({ toState }) => toState,
  );
const mailsOf = async ({ id }: User) =>
  (await db().select().from(notices).where(eq(notices.userId, id)).orderBy(notices.createdAt)).map(
    ({ kind, channel, recipient }) => [kind, channel, recipient],
  );

async function begin(ctx: Context): Promise<string> {
  await beginSecondFactor(ctx);
  const begun = await getSecondFactor(ctx);
  if (begun.state !== 'begun') throw new Error('it was begun');
  return begun.key;
}

const codeAt = (secret: string, at: Date) => generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });
const later = (ctx: Context, ms: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });

/** An operator with a second factor. `later` is a minute on, when the app shows another code. */
async function enrolled() {
  const user = await makeOperator();
  const ctx = personContext(user);
  const secret = await begin(ctx);
  const { codes } = await confirmSecondFactor(ctx, { code: codeAt(secret, ctx.now) });
  return { user, secret, codes, ctx: later(ctx, 2 * STEP_MS) };
}

describe('a second factor', () => {
  test('is offered to those who run Pista or own a club, and to nobody else', async () => {
    const [player, owner] = [await makeUser(), await makeUser()];
    await expect(beginSecondFactor(personContext(player))).rejects.toMatchObject({ code: 'forbidden' });
    const staff = [{ clubId: 1, role: 'owner' as const }];
    await beginSecondFactor(personContext(owner, { staff }));
    const desk = [{ clubId: 1, role: 'desk' as const }];
    await expect(beginSecondFactor(personContext(player, { staff: desk }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('is on once a code of the app confirmed it, is sealed, audited and mailed, and ends other sessions', async () => {
    const user = await makeOperator();
    const ctx = personContext(user);
    const secret = await begin(ctx);
    expect(await begin(ctx), 'the key that was shown stays').toBe(secret);
    await expect(confirmSecondFactor(ctx, { code: '000000' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect((await rowOf(user))?.confirmedAt).toBeNull();

    const code = codeAt(secret, ctx.now);
    const { codes, sessionVersion } = await confirmSecondFactor(ctx, {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    });
    expect(sessionVersion).toBe(user.sessionVersion + 1);
    expect(new Set(codes).size).toBe(10);
    expect(await getSecondFactor(ctx)).toMatchObject({ state: 'on', codesLeft: 10 });
    const kept = JSON.stringify([
      await rowOf(user),
      await db().select().from(recoveryCodes).where(eq(recoveryCodes.userId, user.id)),
    ]);
    expect(kept).not.toContain(secret);
    for (const shown of codes) expect(kept).not.toContain(readRecoveryCode(shown));
    expect(await statesOf(user)).toEqual(['operator_granted', 'second_factor_on']);
    expect(await mailsOf(user)).toEqual([['second_factor_on', 'email', user.email]]);
    await expect(confirmSecondFactor(ctx, { code })).rejects.toMatchObject({ code: 'conflict' });
    await expect(beginSecondFactor(ctx)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('that was begun an hour ago begins anew with another key', async () => {
    const ctx = personContext(await makeOperator());
    const secret = await begin(ctx);
    const anHourOn = {
      ...personContext(await makeOperator()),
      actor: ctx.actor,
      now: later(ctx, 3_601_000).now,
    };
    expect((await getSecondFactor(anHourOn)).state).toBe('off');
    await expect(confirmSecondFactor(anHourOn, { code: codeAt(secret, anHourOn.now) })).rejects.toMatchObject(
      {
        code: 'conflict',
      },
    );
  });

  test('whose row is given another’s secret opens nothing', async () => {
    const [mine, theirs] = [await enrolled(), await enrolled()];
    const { sealedSecret } = (await rowOf(theirs.user)) ?? { sealedSecret: '' };
    expect(() => openSecret({ userId: mine.user.id, sealedSecret })).toThrow();
  });
});

describe('a code of the app', () => {
  test('is accepted in its half minute and the two beside it, once', async () => {
    const { user, secret, ctx } = await enrolled();
    const spend = (at: Date, now = at) => spendCode({ ...ctx, now }, user.id, codeAt(secret, at));
    const at = (steps: number) => later(ctx, steps * STEP_MS).now;
    expect(await spend(at(0), at(2)), 'a minute late').toBe(false);
    expect(await spend(at(4), at(2)), 'a minute early').toBe(false);
    expect(await spend(at(2)), 'now').toBe(true);
    expect(await spend(at(2)), 'once more').toBe(false);
    expect(await spend(at(1), at(2)), 'an earlier one after it').toBe(false);
    expect(await spend(at(3), at(2)), 'half a minute early').toBe(true);
    expect(await spend(at(4), at(5)), 'half a minute late').toBe(true);
  });

  test('that confirmed the second factor does not also sign in', async () => {
    const user = await makeOperator();
    const ctx = personContext(user);
    const code = codeAt(await begin(ctx), ctx.now);
    await confirmSecondFactor(ctx, { code });
    expect(await spendCode(ctx, user.id, code)).toBe(false);
  });

  test('is worth nothing before it is confirmed, to somebody else, or in another shape', async () => {
    const user = await makeOperator();
    const ctx = personContext(user);
    const secret = await begin(ctx);
    const code = codeAt(secret, ctx.now);
    expect(await spendCode(ctx, user.id, code)).toBe(false);
    const other = await enrolled();
    expect(await spendCode(ctx, other.user.id, code)).toBe(false);
    for (const odd of ['', '12345', '1234567', '12345a', '١٢٣٤٥٦', `${code}\n0`]) {
      expect(timeStepOf(secret, odd, ctx.now)).toBeNull();
    }
  });

  const TRIES = 8;
  /** The same check and write, without the guard in the write. */
  const spendUnguarded = async (ctx: Context, userId: string, secret: string, code: string) => {
    const [factor] = await db().select().from(secondFactors).where(eq(secondFactors.userId, userId));
    const step = timeStepOf(secret, code, ctx.now);
    if (step === null || (factor?.lastStep ?? 0) >= step) return false;
    await db().update(secondFactors).set({ lastStep: step }).where(eq(secondFactors.userId, userId));
    return true;
  };

  test('is accepted from one of many who send it at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { user, secret, ctx } = await enrolled();
      const code = codeAt(secret, ctx.now);
      const tries = Array.from({ length: TRIES }, () => spendCode(ctx, user.id, code));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    }
  });

  test('control: without the guard several of them come in', async () => {
    const isLost = async () => {
      const { user, secret, ctx } = await enrolled();
      const code = codeAt(secret, ctx.now);
      const tries = Array.from({ length: TRIES }, () => spendUnguarded(ctx, user.id, secret, code));
      return (await Promise.all(tries)).filter(Boolean).length > 1;
    };
    expect(await isLostOnce(20, isLost)).toBe(true);
  });
});

describe('a recovery code', () => {
  test('works once, however it is typed, and its use is audited and mailed', async () => {
    const { user, codes, ctx } = await enrolled();
    const [first = '', second = ''] = codes;
    expect(await spendCode(ctx, user.id, ` ${first.toUpperCase().replaceAll('-', ' ')}`)).toBe(true);
    expect(await spendCode(ctx, user.id, first)).toBe(false);
    const tries = Array.from({ length: 8 }, () => spendCode(ctx, user.id, second));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    expect(await getSecondFactor(ctx)).toMatchObject({ codesLeft: 8 });
    const used = and(eq(audit.entityId, user.id), eq(audit.toState, 'recovery_code_used'));
    expect(await db().select().from(audit).where(used).orderBy(audit.id)).toMatchObject([
      { detail: { left: 9 } },
      { detail: { left: 8 } },
    ]);
    expect((await mailsOf(user)).map(([kind]) => kind)).toEqual([
      'second_factor_on',
      'recovery_code_used',
      'recovery_code_used',
    ]);
  });

  test('of somebody else, or of before they were renewed, is worth nothing', async () => {
    const [mine, theirs] = [await enrolled(), await enrolled()];
    expect(await spendCode(mine.ctx, mine.user.id, theirs.codes[0] ?? '')).toBe(false);
    const fresh = personContext(mine.user);
    const { codes } = await renewRecoveryCodes(fresh);
    expect(await spendCode(mine.ctx, mine.user.id, mine.codes[0] ?? '')).toBe(false);
    expect(await spendCode(mine.ctx, mine.user.id, codes[0] ?? '')).toBe(true);
    expect((await statesOf(mine.user)).slice(-2)).toEqual(['recovery_codes_renewed', 'recovery_code_used']);
  });

  test('is told from anything else by its shape', () => {
    expect(newRecoveryCode()).toMatch(/^\w{4}(-\w{4}){3}$/);
    for (const odd of ['', 'abcd', 'abcd-efgh-jkmn-pqr0', 'abcd-efgh-jkmn-pqrst']) {
      expect(readRecoveryCode(odd)).toBeNull();
    }
  });
});

describe('to turn it off, or to renew its codes', () => {
  const stale = (user: User): Context =>
    personContext(user, { via: { kind: 'session', provenAt: new Date(Date.now() - 601_000) } });

  test('the password or a code must have been given within ten minutes', async () => {
    const { user } = await enrolled();
    for (const act of [removeSecondFactor, renewRecoveryCodes]) {
      await expect(act(stale(user))).rejects.toMatchObject({
        code: 'forbidden',
        details: { reason: 'step_up', ways: ['code'] },
      });
    }
    expect((await rowOf(user))?.confirmedAt).not.toBeNull();
    await removeSecondFactor(personContext(user));
    expect(await rowOf(user)).toBeUndefined();
    expect(await db().$count(recoveryCodes, eq(recoveryCodes.userId, user.id))).toBe(0);
    expect((await statesOf(user)).at(-1)).toBe('second_factor_off');
    expect((await mailsOf(user)).at(-1)?.[0]).toBe('second_factor_off');
    await expect(removeSecondFactor(personContext(user))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('nor does a session that is hours old begin one', async () => {
    const user = await makeUser({ operatorSince: new Date(), passwordHash: 'hash' });
    await expect(beginSecondFactor(stale(user))).rejects.toMatchObject({
      details: { reason: 'step_up', ways: ['password'] },
    });
    expect(await rowOf(user)).toBeUndefined();
  });
});
