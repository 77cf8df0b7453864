import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { fc } from '@/test/fast-check';
import { openLog } from './log';
import { withRequestId } from './request-id';

/** A log whose lines are kept. */
function makeLog() {
  const lines: string[] = [];
  const log = openLog('trace', { write: (line: string) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

describe('a log line', () => {
  test('is one JSON object, in UTC, under the id of its request', () => {
    const { log, lines, last } = makeLog();
    withRequestId('request-1', () => log.info({ status: 200 }, 'request'));
    expect(lines).toHaveLength(1);
    expect(last()).toMatchObject({ requestId: 'request-1', status: 200, msg: 'request' });
    expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  test('keeps the id through what is awaited, and each request its own', async () => {
    const { log, lines } = makeLog();
    const ids = ['first', 'second', 'third'];
    await Promise.all(
      ids.map((id) =>
        withRequestId(id, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          log.info({ of: id }, 'late');
        }),
      ),
    );
    const seen = lines.map((line) => JSON.parse(line));
    expect(seen.map(({ requestId }) => requestId).sort()).toEqual([...ids].sort());
    for (const { requestId, of } of seen) expect(requestId).toBe(of);
  });

  test('of nobody’s request names none', () => {
    const { log, last } = makeLog();
    log.info('started');
    expect(last()).not.toHaveProperty('requestId');
  });
});

const secretNames = [
  'password',
  'passwordHash',
  'new_password',
  'token',
  'tokenHash',
  'access_token',
  'key',
  'apiKey',
  'api_key',
  'STRIPE_SECRET',
  'clientSecret',
  'client_secret',
  'Authorization',
  'cookie',
  'set-cookie',
  'stripe-signature',
  'email',
  'phone',
  'recipient',
  'guest',
  'participants',
  'html',
];

describe('redaction by name', () => {
  test.each(secretNames)('%s is never written, at any depth, in objects and lists', (name) => {
    const { log, lines, last } = makeLog();
    log.info({
      [name]: 'canary',
      a: { [name]: 'canary', b: { c: { d: { [name]: 'canary' } } } },
      list: [{ [name]: ['canary'] }, [{ [name]: { deeper: 'canary' } }]],
    });
    expect(lines.join()).not.toContain('canary');
    expect(last()).toMatchObject({ [name]: '[redacted]', a: { b: { c: { d: { [name]: '[redacted]' } } } } });
  });

  test('holds for any nesting', () => {
    const nested = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.record({ token: fc.constant('canary') }),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(fc.constantFrom('a', 'b', 'err'), tie('value'), { maxKeys: 3 }),
    })).value;
    fc.assert(
      fc.property(nested, (value) => {
        const { log, lines } = makeLog();
        log.info({ value });
        expect(lines.join()).not.toContain('canary');
      }),
    );
  });

  test('leaves the ids and the figures that a reader needs', () => {
    const { log, last } = makeLog();
    const kept = { tokenId: 't1', userId: 'u1', cacheKey: 'popular:clubs', status: 503, paymentId: 'p1' };
    log.info(kept);
    expect(last()).toMatchObject(kept);
  });

  test('does not change the object it is given', () => {
    const { log } = makeLog();
    const given = { user: { email: 'ana@pista.test' } };
    log.info(given);
    expect(given).toEqual({ user: { email: 'ana@pista.test' } });
  });

  test('survives an object that contains itself', () => {
    const { log, last } = makeLog();
    const loop: Record<string, unknown> = { id: 1 };
    loop.self = loop;
    log.info({ loop }, 'turned');
    expect(last()).toMatchObject({ loop: { id: 1 }, msg: 'turned' });
  });
});

const secretTexts = [
  ['a Stripe key', 'sk_test_51Habcdef'],
  ['a restricted live key', 'rk_live_51Habcdef'],
  ['one of our keys', 'pista_live_abcdefghij'],
  ['a client secret', 'pi_3Mabc_secret_xyz'],
  ['a webhook secret', 'whsec_c2FuZGJveC1y='],
  ['a Resend key', 're_123456789abc'],
  ['a signing key', 'signkey-prod-0123abcd'],
  ['a session', 'eyJhbGciOi.J9.abc-def_ghi'],
  ['a bearer', 'Bearer abcdefgh1234'],
  ['our own scheme', 'Token abcdefgh1234'],
  ['an address', 'ana.prueba+padel@pista.test'],
  ['an address of two people', 'ana&luis/padel@pista.test'],
  ['an address of another alphabet', 'ana@пример.рф'],
  ['a number', '+34600111222'],
  ['the password of a URL', 'postgres://pista:hunter2@db:5432/pista'],
  ['a link that signs in', 'https://pista.example/sign-in/link?token=abc123&email=ana%40pista.test'],
] as const;

describe('redaction by what it looks like', () => {
  test.each(secretTexts)('%s is replaced in messages, values, errors and causes', (_, secret) => {
    const { log, lines } = makeLog();
    const cause = new Error(`the provider said: ${secret}`);
    log.error(
      { why: `because of ${secret}`, err: new Error(`no ${secret}`, { cause }) },
      `got ${secret} there`,
    );
    log.error(new Error(secret));
    expect(lines.join()).not.toContain(secret);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  test.each(secretTexts)('%s is not half written where a long text is cut', (_, secret) => {
    const { log, lines } = makeLog();
    log.info({ path: `${'a '.repeat(98)}${secret} ${'b'.repeat(500)}` }, 'request');
    expect(lines.join()).not.toContain(secret.slice(0, 14));
  });

  test('a failed query is written without its values', () => {
    const { log, last, lines } = makeLog();
    log.error({ err: new DrizzleQueryError('select $1', ['Ana', 'Calle\nMayor 1'], new Error('closed')) });
    expect(last().err).toMatchObject({
      message: 'Failed query: select $1\nparams: [redacted]',
      stack: expect.stringContaining('log.test.ts'),
      cause: { message: 'closed' },
    });
    expect(lines.join()).not.toMatch(/Ana|Mayor/);
  });

  test('what hangs on a provider’s error is left out, what explains it stays', () => {
    const { log, last } = makeLog();
    const error = Object.assign(new Error('declined'), {
      code: 'card_declined',
      status: 402,
      raw: { name: 'Ana' },
    });
    log.error({ err: error });
    expect(last().err).toMatchObject({
      type: 'Error',
      message: 'declined',
      code: 'card_declined',
      status: 402,
    });
    expect(last().err).not.toHaveProperty('raw');
  });
});

describe('what is long', () => {
  const LONG = 'a'.repeat(15_000);

  test('is cut: values, sentences, messages of errors and their causes, codes, frames', () => {
    const { log, lines, last } = makeLog();
    const error = Object.assign(new Error(LONG, { cause: new Error(LONG) }), { code: LONG });
    error.stack += `\n    at ${LONG}`.repeat(500);
    log.warn({ path: LONG, list: [LONG], deep: { err: error } }, LONG);
    expect(last()).toMatchObject({ path: `${'a'.repeat(200)}…`, msg: `${'a'.repeat(200)}…` });
    expect(lines.join().length).toBeLessThan(8_000);
    log.error(error);
    expect(last().msg).toHaveLength(201);
  });

  test('a value of a failed query that looks like a frame is not written as one', () => {
    const { log, lines } = makeLog();
    log.error({ err: new DrizzleQueryError('select $1', ['Calle\n    at Mayor 1'], new Error('closed')) });
    expect(lines.join()).not.toContain('Mayor');
  });
});
