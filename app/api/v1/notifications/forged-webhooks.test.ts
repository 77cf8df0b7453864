import { eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { smsOptOuts, users, webhookEvents } from '@/db/schema';
import { isOptedOut } from '@/lib/notices/opt-outs';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { makeUser } from '@/test/factories';
import { useKeptLog } from '@/test/kept-log';
import { useApi } from '@/test/serve-api';

const api = useApi();
const log = useKeptLog();

/** Stands in every body, and may stand in no line of the log. */
const CANARY = 'canary-of-the-body';
const OVERSIZED = 'x'.repeat(520 * 1024);

type Sent = { path: string; headers: Record<string, string>; body: string };

async function post({ path, headers, body }: Sent): Promise<number> {
  const response = await fetch(`${api()}/api/v1/notifications/${path}`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

const half = (signature: string) => signature.slice(0, Math.floor(signature.length / 2));

/** Nothing is stored or moved, and the log has the refusal without its content. */
async function expectNothingDone(userId: string): Promise<void> {
  expect(await db().$count(webhookEvents)).toBe(0);
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  expect(user).toMatchObject({ emailInvalidAt: null });
  expect(await isOptedOut(db(), user?.phone ?? '')).toBe(false);
  expect(log.filter((line) => line.includes('-webhook'))).toHaveLength(1);
  expect(log.join('')).not.toContain(CANARY);
}

beforeEach(async () => {
  await db().delete(webhookEvents);
  await db().delete(smsOptOuts);
});

describe('Resend', () => {
  /** A permanent bounce of a mailbox, signed as Svix signs. */
  function bounce(
    to: string,
    { secret, ageSeconds = 0 }: { secret?: string; ageSeconds?: number } = {},
  ): Sent {
    const at = new Date(Date.now() - ageSeconds * 1000);
    const event = {
      type: 'email.bounced',
      created_at: at.toISOString(),
      data: { email_id: 'mail_1', to: [to], tags: {}, bounce: { type: 'Permanent', message: CANARY } },
    };
    return signed(JSON.stringify(event), { secret, at });
  }

  function signed(
    body: string,
    { secret, at = new Date() }: { secret?: string | undefined; at?: Date } = {},
  ): Sent {
    const id = `msg_${crypto.randomUUID()}`;
    const headers = {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': new Webhook(secret ?? SANDBOX_KEYS.RESEND_WEBHOOK_SECRET).sign(id, at, body),
    };
    return { path: 'resend-webhook', headers, body };
  }

  test.each([
    '{}',
    '[]',
    'null',
    '1',
    '"text"',
    'not json',
    '{"type":"email.bounced"}',
    '{"type":"","data":{}}',
  ])('a well signed %s is no event: it is answered 400, and nothing is written', async (body) => {
    const { id } = await makeUser();
    expect(await post(signed(body))).toBe(400);
    await expectNothingDone(id);
  });

  const without = (name: string) => (to: string) => {
    const sent = bounce(to);
    return {
      ...sent,
      headers: Object.fromEntries(Object.entries(sent.headers).filter(([key]) => key !== name)),
    };
  };
  const having = (name: string, change: (value: string) => string) => (to: string) => {
    const sent = bounce(to);
    return { ...sent, headers: { ...sent.headers, [name]: change(sent.headers[name] ?? '') } };
  };
  const saying = (change: (body: string) => string) => (to: string) => {
    const sent = bounce(to);
    return { ...sent, body: change(sent.body) };
  };

  test.each<[string, number, (to: string) => Sent]>([
    ['no id', 400, without('svix-id')],
    ['no timestamp', 400, without('svix-timestamp')],
    ['no signature', 400, without('svix-signature')],
    ['an empty signature', 400, having('svix-signature', () => '')],
    ['half a signature', 400, having('svix-signature', half)],
    [
      'a signature of no known version',
      400,
      having('svix-signature', (value) => value.replace('v1,', 'v9,')),
    ],
    ['a signature of Stripe’s kind', 400, having('svix-signature', () => 't=1,v1=00')],
    ['a signature of another secret', 400, (to) => bounce(to, { secret: 'whsec_YW5vdGhlci1zZWNyZXQ=' })],
    ['the id of another message', 400, having('svix-id', () => 'msg_another')],
    ['a later timestamp', 400, having('svix-timestamp', (value) => String(Number(value) + 1))],
    ['a timestamp that is none', 400, having('svix-timestamp', () => 'today')],
    ['one byte changed', 400, saying((body) => body.replace('Permanent', 'Permanenz'))],
    ['the same JSON written otherwise', 400, saying((body) => JSON.stringify(JSON.parse(body), null, 1))],
    ['a truncated body', 400, saying((body) => body.slice(0, -20))],
    ['no body', 400, saying(() => '')],
    ['half a megabyte', 413, saying((body) => body.replace(CANARY, CANARY + OVERSIZED))],
  ])('A09 %s is answered %i, and nothing is written', async (_title, status, forge) => {
    const { id, email } = await makeUser();
    expect(await post(forge(email))).toBe(status);
    await expectNothingDone(id);
  });

  describe('by the clock', () => {
    beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
    afterEach(() => vi.useRealTimers());

    test.each([
      ['five minutes and a second old', 301],
      ['five minutes and a second ahead', -301],
    ])('A10 %s is answered 400, and nothing is written', async (_title, ageSeconds) => {
      const { id, email } = await makeUser();
      expect(await post(bounce(email, { ageSeconds }))).toBe(400);
      await expectNothingDone(id);
    });

    test('A10 a replay within five minutes is a welcome repeat', async () => {
      const { id, email } = await makeUser();
      const sent = bounce(email, { ageSeconds: 290 });
      expect([await post(sent), await post(sent)]).toEqual([200, 200]);
      expect(await db().$count(webhookEvents)).toBe(1);
      const [user] = await db().select().from(users).where(eq(users.id, id));
      expect(user?.emailInvalidAt).not.toBeNull();
    });
  });
});

describe('Twilio', () => {
  const PHONE = '+34611999888';
  const STOP = { MessageSid: 'SM09', From: PHONE, Body: 'STOP', Note: CANARY };

  type Signing = { token?: string; params?: Record<string, string>; path?: string };

  /** A STOP of a number, in a form signed with its address. */
  function stop({
    token = SANDBOX_KEYS.TWILIO_AUTH_TOKEN,
    params = STOP,
    path = 'twilio-webhook',
  }: Signing = {}) {
    const url = `http://localhost:3000/api/v1/notifications/${path}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(token, url, params),
    };
    return { path, headers, body: new URLSearchParams(params).toString() };
  }

  const signedBy = (change: (signature: string) => string): Sent => {
    const { headers, ...sent } = stop();
    const signature = change(headers['x-twilio-signature']);
    return { ...sent, headers: { ...headers, 'x-twilio-signature': signature } };
  };
  const saying = (change: (body: string) => string): Sent => {
    const sent = stop();
    return { ...sent, body: change(sent.body) };
  };
  const unsigned = (): Sent => {
    const { headers, ...sent } = stop();
    return { ...sent, headers: { 'content-type': headers['content-type'] } };
  };

  test.each<[string, number, () => Sent]>([
    ['no signature', 400, unsigned],
    ['an empty signature', 400, () => signedBy(() => '')],
    ['half a signature', 400, () => signedBy(half)],
    ['a signature of another token', 400, () => stop({ token: 'another-token' })],
    ['a signature in capitals', 400, () => signedBy((signature) => signature.toUpperCase())],
    ['one byte changed', 400, () => saying((body) => body.replace('STOP', 'STAP'))],
    ['another parameter', 400, () => saying((body) => `${body}&More=1`)],
    ['one parameter less', 400, () => saying((body) => body.replace(/&Note=.*$/, ''))],
    ['a truncated body', 400, () => saying((body) => body.slice(0, -5))],
    ['no body', 400, () => saying(() => '')],
    [
      'the parameters as JSON',
      400,
      () => saying((body) => JSON.stringify(Object.fromEntries(new URLSearchParams(body)))),
    ],
    ['an address with more in it', 400, () => ({ ...stop(), path: 'twilio-webhook?notice_id=1' })],
    [
      'an address with other in it',
      400,
      () => ({ ...stop({ path: 'twilio-webhook?notice_id=1' }), path: 'twilio-webhook?notice_id=2' }),
    ],
    ['half a megabyte', 413, () => saying((body) => `${body}&More=${OVERSIZED}`)],
  ])('A09 %s is answered %i, and nothing is written', async (_title, status, forge) => {
    const { id } = await makeUser({ phone: PHONE });
    expect(await post(forge())).toBe(status);
    await expectNothingDone(id);
  });

  test('A09 its parameters in another order are the same word, which Twilio signs sorted', async () => {
    expect(await post(saying((body) => body.split('&').reverse().join('&')))).toBe(200);
    expect(await isOptedOut(db(), PHONE)).toBe(true);
  });

  test('A10 a replay is a welcome repeat', async () => {
    await makeUser({ phone: PHONE });
    expect([await post(stop()), await post(stop())]).toEqual([200, 200]);
    expect(await db().$count(webhookEvents)).toBe(1);
  });
});
