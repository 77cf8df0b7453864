import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { breakerOf, resetBreakers } from '@/lib/services/call/shared-breakers';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { twilioWebhook } from '@/sandbox/twilio/sign-twilio';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { parseTwilioWebhook, pingTwilio, sendSms } from './twilio';
import { readReplyRoute, setReplyRoute } from './twilio-account';

const sandbox = useSandbox({ providers: ['twilio'] });

afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

const PATH = '/api/v1/notifications/twilio-webhook';
const sms = (to: string) => ({ to, body: 'Pista 1', statusCallbackUrl: `http://localhost:3000${PATH}` });

describe('sending', () => {
  test('a text is handed over and waits its turn', async () => {
    expect(await sendSms(sms('+34600111222'))).toMatchObject({
      sid: expect.stringMatching(/^SM/),
      status: 'queued',
    });
  });

  test('a number that opted out is a final no with code 21610', async () => {
    const to = '+34600111333';
    await fetch(`${sandbox().urls.twilio}/_control/incoming`, {
      method: 'POST',
      body: JSON.stringify({ from: to, body: 'STOP' }),
    });
    await expect(sendSms(sms(to))).rejects.toMatchObject({
      name: 'ProviderRefusal',
      status: 400,
      code: '21610',
    });
    expect(breakerOf('sms').state).toBe('closed');
  });

  test.each([
    { mode: 'status', status: 500 },
    { mode: 'refuse' },
    { mode: 'cut' },
    { mode: 'status', status: 429, retry_after: 9 },
  ])('an outage is service_unavailable, and its error shows no key (%j)', async (fault) => {
    await addFault(sandbox(), 'twilio', fault);
    const error = await sendSms(sms('+34600111222')).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'service_unavailable',
      retryAfterSeconds: fault.retry_after ?? 1,
    });
    const shown = inspect(error, { depth: null });
    const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = SANDBOX_KEYS;
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(btoa(`${sid}:${token}`));
  });
});

describe('replies', () => {
  const ours = 'https://pista.example/replies';

  test('to our number go where we say', async () => {
    const before = await readReplyRoute();
    if (before.kind !== 'number') throw new Error('the sandbox has a number');
    expect(before.url).toMatch(/\/api\/v1\/notifications\/twilio-webhook$/);
    await setReplyRoute(before.kind, before.sid, ours);
    expect(await readReplyRoute()).toEqual({ ...before, url: ours });
  });

  test.each([
    ['MG00000000000000000000000000000001', { kind: 'service', url: ours }],
    ['+34699999999', { kind: 'unknown_number' }],
    ['PISTA', { kind: 'name' }],
  ])('to %s are %j', async (from, route) => {
    vi.stubEnv('TWILIO_FROM', from);
    vi.resetModules();
    const fresh = await import('./twilio-account');
    expect(await fresh.readReplyRoute()).toMatchObject(route);
    vi.unstubAllEnvs();
  });
});

test('the account can be reached', async () => {
  await expect(pingTwilio()).resolves.toBeUndefined();
});

describe('webhooks', () => {
  const url = `http://localhost:3000${PATH}`;

  function parse(params: Record<string, string>, signedUrl = url, calledUrl = PATH) {
    const signature = twilioWebhook(signedUrl, params).headers()['x-twilio-signature'] ?? '';
    return parseTwilioWebhook(calledUrl, params, signature);
  }

  test('a status callback is read, once per message and status', () => {
    const params = {
      MessageSid: 'SM1',
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
      To: '+34600111222',
    };
    expect(parse(params)).toEqual({
      kind: 'status',
      eventId: 'SM1:undelivered',
      sid: 'SM1',
      status: 'undelivered',
      errorCode: '30003',
    });
  });

  test.each([
    ['STOP', 'stop'],
    [' stop ', 'stop'],
    ['Unsubscribe', 'stop'],
    ['start', 'start'],
    ['please stop', null],
    ['', null],
  ])('%j from a phone means %s', (Body, consent) => {
    const params = { MessageSid: 'SM2', From: '+34600111222', Body, SmsStatus: 'received' };
    expect(parse(params)).toMatchObject({ kind: 'incoming', eventId: 'SM2', from: '+34600111222', consent });
  });

  test('what counts is our public address, whatever name the proxy called us by', () => {
    const params = { MessageSid: 'SM1', MessageStatus: 'sent' };
    expect(parse(params, `${url}?a=1`, `http://10.0.0.7:3000${PATH}?a=1`)).toMatchObject({ sid: 'SM1' });
  });

  test.each([
    ['another path', `${url}/other`],
    ['another host', `http://evil.test${PATH}`],
  ])('a signature for %s is refused', (_, signedUrl) => {
    const params = { MessageSid: 'SM1', MessageStatus: 'sent' };
    expect(() => parse(params, signedUrl)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  test('a signed form that is neither status nor message is refused', () => {
    expect(() => parse({ Hello: 'world' })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
