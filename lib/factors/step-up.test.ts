import { eq } from 'drizzle-orm';
import { generateSync } from 'otplib';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DELETE as deleteClub } from '@/app/api/v1/clubs/[id]/route';
import { POST as refund } from '@/app/api/v1/payments/[id]/refund/route';
import { POST as cancel } from '@/app/api/v1/reservations/[id]/cancel/route';
import { GET as exportMe } from '@/app/api/v1/users/me/export/route';
import { GET as getMe } from '@/app/api/v1/users/me/route';
import { POST as createToken } from '@/app/api/v1/users/me/tokens/route';
import { db } from '@/db';
import { refunds } from '@/db/schema';
import { createApiToken } from '@/lib/accounts/create-api-token';
import { identify } from '@/lib/auth/identify';
import { hashPassword } from '@/lib/auth/password';
import { env } from '@/lib/core/env';
import { runAction } from '@/lib/web/action';
import {
  makeClub,
  makeCourt,
  makePayment,
  makeReservation,
  makeStaff,
  makeUser,
  personContext,
  type User,
} from '@/test/factories';
import { apiRequest, browserHeaders, keyHeaders, pathParams } from '@/test/requests';
import { beginSecondFactor, confirmSecondFactor, getSecondFactor } from './second-factor';
import { PROOF_FIELD, proveAnew, requireStepUp } from './step-up';

const PASSWORD = 'a password of a test';
const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60;
const hoursOld = { startedAt: minutesAgo(120), provenAt: minutesAgo(120) };
const staffHours = {
  ...hoursOld,
  startedAt: minutesAgo(50),
  provenAt: minutesAgo(50),
  life: 'staff' as const,
};

let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
});
const makePerson = (more: Parameters<typeof makeUser>[0] = {}) => makeUser({ passwordHash, ...more });

async function turnOn(user: User): Promise<string> {
  const ctx = personContext(user, { operator: true });
  await beginSecondFactor(ctx);
  const begun = await getSecondFactor(ctx);
  if (begun.state !== 'begun') throw new Error('it was begun');
  await confirmSecondFactor(ctx, { code: generateSync({ secret: begun.key }) });
  return begun.key;
}

describe('a session of hours', () => {
  const stepUpNeeded = async (answer: Response) => {
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: 'forbidden', reason: 'step_up', ways: ['password'] });
  };

  test('takes no data along and makes no key; a key does both', async () => {
    const user = await makePerson();
    const old = await browserHeaders(user, hoursOld);
    const key = await keyHeaders(user);
    const body = { name: 'Reloj', scope: 'read' };
    const takeAlong = (headers: Record<string, string>) =>
      exportMe(apiRequest('/api/v1/users/me/export', { headers }), pathParams());
    const make = (headers: Record<string, string>) =>
      createToken(apiRequest('/api/v1/users/me/tokens', { headers, body }), pathParams());
    for (const act of [takeAlong, make]) {
      await stepUpNeeded(await act(old));
      expect((await act(key)).ok).toBe(true);
      expect((await act(await browserHeaders(user, { ...hoursOld, provenAt: minutesAgo(9) }))).ok).toBe(true);
    }
  });

  test('gives nobody’s money back as staff and closes no club, while a player is asked nothing', async () => {
    const [owner, player] = [await makePerson(), await makePerson()];
    const club = await makeClub();
    await makeStaff(owner.id, club.id, 'owner');
    const { id: courtId } = await makeCourt({ clubId: club.id });
    const game = await makeReservation({ courtId, userId: player.id });
    const payment = await makePayment(game);
    const headers = await browserHeaders(owner, staffHours);
    const path = `/api/v1/payments/${payment.id}/refund`;
    await stepUpNeeded(await refund(apiRequest(path, { headers, body: {} }), pathParams({ id: payment.id })));
    const inFull = apiRequest(`/api/v1/reservations/${game.id}/cancel`, {
      headers,
      body: { override: 'full', reason: 'a favour' },
    });
    await stepUpNeeded(await cancel(inFull, pathParams({ id: game.id })));
    const closing = apiRequest(`/api/v1/clubs/${club.id}`, { method: 'DELETE', headers });
    await stepUpNeeded(await deleteClub(closing, pathParams({ id: String(club.id) })));
    expect(await db().$count(refunds, eq(refunds.paymentId, payment.id))).toBe(0);

    const byPlayer = { headers: await browserHeaders(player, hoursOld), body: {} };
    const own = await refund(apiRequest(path, byPlayer), pathParams({ id: payment.id }));
    expect(own.status).toBe(200);
  });

  test('acts once the password is given, which a form sends with all that was typed', async () => {
    const user = await makePerson();
    const headers = new Headers(await browserHeaders(user, hoursOld));
    const form = new FormData();
    form.set('name', 'Mi robot');
    form.set('scope', 'read');
    const schema = z.object({ name: z.string(), scope: z.enum(['read', 'write']) });
    const asked = await runAction(headers, form, schema, createApiToken);
    expect(asked).toMatchObject({
      ok: false,
      code: 'forbidden',
      stepUp: { ways: ['password'], typed: { name: 'Mi robot', scope: 'read' } },
    });
    form.set(PROOF_FIELD, 'not the password');
    const wrong = await runAction(headers, form, schema, createApiToken);
    expect(wrong).toMatchObject({
      stepUp: asked.ok ? {} : asked.stepUp,
      fields: { [PROOF_FIELD]: [expect.any(String)] },
    });
    expect(JSON.stringify(wrong)).not.toContain('not the password');
  });
});

describe('a proof given anew', () => {
  const old = (user: User) =>
    personContext(user, { via: { kind: 'session', startedAt: new Date(minutesAgo(60) * 1000) } });

  test('is the password, a code of the app or one of recovery', async () => {
    const user = await makePerson();
    const secret = await turnOn(user);
    await expect(requireStepUp(old(user))).rejects.toMatchObject({ details: { ways: ['password', 'code'] } });
    const byPassword = await proveAnew(old(user), PASSWORD);
    expect(byPassword.given).toBe('password');
    await requireStepUp(byPassword.ctx);
    const code = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
    expect((await proveAnew(old(user), code)).given).toBe('factor');
    await expect(proveAnew(old(user), code)).rejects.toMatchObject({ details: { reason: 'step_up' } });
  });

  test('is guessed at five times in a quarter of an hour', async () => {
    const user = await makePerson();
    for (let guess = 0; guess < 5; guess += 1) {
      await expect(proveAnew(old(user), `guess ${guess}`)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(proveAnew(old(user), PASSWORD)).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('of who has neither password nor second factor is a mailed link within ten minutes', async () => {
    const user = await makeUser();
    const since = (minutes: number) =>
      personContext(user, { via: { kind: 'session', startedAt: new Date(minutesAgo(minutes) * 1000) } });
    await requireStepUp(since(9));
    await expect(requireStepUp(since(11))).rejects.toMatchObject({
      details: { reason: 'step_up', ways: [] },
    });
  });
});

describe('a session of somebody with a second factor', () => {
  test('opens nothing without a code, and is nobody’s after ten minutes', async () => {
    const user = await makePerson();
    const before = await browserHeaders(user, { factorAt: minutesAgo(0) });
    await turnOn(user);
    const version = { sessionVersion: user.sessionVersion + 1 };
    const without = new Headers(await browserHeaders(user, version));
    const now = new Date();
    expect(await identify(without, now)).toMatchObject({ kind: 'unproven', needs: 'code' });
    expect(
      (await getMe(apiRequest('/api/v1/users/me', { headers: Object.fromEntries(without) }), pathParams()))
        .status,
    ).toBe(401);
    expect(await identify(without, new Date(now.getTime() + 601_000))).toEqual({ kind: 'anonymous' });
    expect(await identify(new Headers(before), now), 'begun before it was on').toEqual({ kind: 'anonymous' });
    const withCode = new Headers(await browserHeaders(user, { ...version, factorAt: minutesAgo(0) }));
    expect(await identify(withCode, now)).toMatchObject({ kind: 'person', userId: user.id });
  });
});

describe('in a built server', () => {
  const built = async (work: () => Promise<void>) => {
    const { NODE_ENV } = env();
    env().NODE_ENV = 'production';
    try {
      await work();
    } finally {
      env().NODE_ENV = NODE_ENV;
    }
  };

  test('an operator without a second factor may only set one up; a key and a player go on', async () => {
    const operator = await makePerson({ operatorSince: new Date() });
    const ask = async (headers: Record<string, string>) =>
      getMe(apiRequest('/api/v1/users/me', { headers }), pathParams());
    const session = await browserHeaders(operator);
    expect((await ask(session)).status).toBe(200);
    await built(async () => {
      const refused = await ask(session);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ error: 'forbidden', reason: 'second_factor' });
      expect(await identify(new Headers(session), new Date())).toMatchObject({ needs: 'enrolment' });
      const byPasskey = new Headers(await browserHeaders(operator, { factorAt: minutesAgo(0) }));
      expect(await identify(byPasskey, new Date()), 'by passkey').toMatchObject({ needs: 'enrolment' });
      expect((await ask(await keyHeaders(operator))).status).toBe(200);
      expect((await ask(await browserHeaders(await makePerson()))).status).toBe(200);
      const asked = await runAction(new Headers(session), new FormData(), z.object({}), beginSecondFactor);
      expect(asked).toEqual({ ok: true, data: undefined });
    });
  });
});
