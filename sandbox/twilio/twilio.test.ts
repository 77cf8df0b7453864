import twilio from 'twilio';
import { afterEach, describe, expect, test } from 'vitest';
import { catchWebhooks } from '../catch-webhooks';
import { SANDBOX_KEYS } from '../providers';
import { startTwilio } from './start-twilio';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const { TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_FROM: FROM } = SANDBOX_KEYS;
const TO = '+34611223344';

function connect(url: string, token: string = TOKEN, timeout = 5_000) {
  const client = twilio(SID, token, { httpClient: new twilio.RequestClient({ timeout }) });
  client.api.baseUrl = url;
  return client;
}

async function start(statuses: number[] = []) {
  const app = await catchWebhooks(statuses);
  const sandbox = await startTwilio({ port: 0, appUrl: () => app.url, stepMs: 1 });
  closing.push(sandbox.close, app.close);
  const post = (path: string, body: object) =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const client = connect(sandbox.url);
  return {
    app,
    sandbox,
    client,
    fields: () => app.caught.map((request) => Object.fromEntries(new URLSearchParams(request.body))),
    send: (change = {}) =>
      client.messages.create({ to: TO, from: FROM, body: 'Tu pista a las 10:00', ...change }),
    fault: (body: object) => post('/_faults', { times: 1, ...body }),
    incoming: (body: string) => post('/_control/incoming', { from: TO, body }),
    outcome: (body: object) => post('/_control/outcomes', { to: TO, ...body }),
    messages: async () =>
      (await (await fetch(`${sandbox.url}/_control/messages?to=${encodeURIComponent(TO)}`)).json()).messages,
  };
}

describe('sending', () => {
  test('a message is queued, can be looked up and listed, and lies in the inbox', async () => {
    const { send, client, messages } = await start();
    const sent = await send();
    expect(sent).toMatchObject({ status: 'queued', to: TO, from: FROM, errorCode: null });
    await expect.poll(async () => (await client.messages(sent.sid).fetch()).status).toBe('delivered');
    expect((await client.messages.list({ to: TO })).map(({ sid }) => sid)).toEqual([sent.sid]);
    expect(await client.messages.list({ to: '+34600000001' })).toEqual([]);
    expect(await messages()).toMatchObject([{ id: sent.sid, channel: 'sms', text: 'Tu pista a las 10:00' }]);
  });

  test('a messaging service takes the place of the sender', async () => {
    const { client } = await start();
    const sent = await client.messages.create({ to: TO, messagingServiceSid: 'MG1', body: 'Hola' });
    expect(sent).toMatchObject({ messagingServiceSid: 'MG1', from: null });
  });

  test.each([
    ['a number that is none', { to: '611' }, 21211],
    ['no sender', { from: '' }, 21603],
    ['no text', { body: '' }, 21602],
    ['a text of 1601 characters', { body: 'x'.repeat(1601) }, 21617],
    ["Twilio's magic number that cannot be reached", { to: '+15005550002' }, 21612],
    ["Twilio's magic number that opted out", { to: '+15005550004' }, 21610],
    ['a callback that is no URL', { statusCallback: 'nowhere' }, 21609],
  ])('%s is refused with its code', async (_what, change, code) => {
    const { send, messages } = await start();
    await expect(send(change)).rejects.toMatchObject({ status: 400, code });
    expect(await messages()).toEqual([]);
  });

  test('the account answers with its key and to nobody else', async () => {
    const { client, sandbox } = await start();
    expect(await client.api.v2010.accounts(SID).fetch()).toMatchObject({ sid: SID, status: 'active' });
    const stranger = connect(sandbox.url, 'wrong');
    await expect(stranger.api.v2010.accounts(SID).fetch()).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
    await expect(client.messages('SMnone').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('status callbacks', () => {
  test.each([
    [{}, ['delivered', 'queued', 'sent'], undefined],
    [{ outcome: 'undelivered', error_code: 30003 }, ['queued', 'sent', 'undelivered'], '30003'],
    [{ outcome: 'failed' }, ['failed', 'queued'], '30005'],
  ])('with the switch at %j tell %j', async (outcome, states, errorCode) => {
    const { app, send, fields, outcome: set, client } = await start();
    if ('outcome' in outcome) await set(outcome);
    const { sid } = await send({ statusCallback: `${app.url}/status?notice=7` });
    await expect
      .poll(() =>
        fields()
          .map(({ MessageStatus }) => MessageStatus)
          .toSorted(),
      )
      .toEqual(states);
    expect(fields().every(({ MessageSid }) => MessageSid === sid)).toBe(true);
    expect(fields().find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorCode).toBe(errorCode);
    const { status } = await client.messages(sid).fetch();
    expect(states).toContain(status);
  });

  test('are signed so that the SDK validates them, and with a changed field do not pass', async () => {
    const { app, send, fields } = await start();
    const url = `${app.url}/status?notice=7`;
    await send({ statusCallback: url });
    await expect.poll(() => fields().length).toBe(3);
    const signature = String(app.caught[0]?.headers['x-twilio-signature']);
    const form = fields()[0] ?? {};
    expect(twilio.validateRequest(TOKEN, signature, url, form)).toBe(true);
    expect(twilio.validateRequest(TOKEN, signature, url, { ...form, MessageStatus: 'failed' })).toBe(false);
  });

  test('that get an error for an answer do not come again', async () => {
    const { app, send, sandbox } = await start([500, 500, 500]);
    await send({ statusCallback: `${app.url}/status` });
    const told = async () => (await fetch(`${sandbox.url}/_control/webhooks`)).json();
    await expect.poll(async () => (await told()).attempts.length).toBe(3);
    expect((await told()).pending).toBe(0);
  });

  test('a silent number never calls back', async () => {
    const { app, send, outcome, sandbox } = await start();
    await outcome({ outcome: 'silent' });
    expect((await send({ statusCallback: `${app.url}/status` })).status).toBe('queued');
    const told = await (await fetch(`${sandbox.url}/_control/webhooks`)).json();
    expect(told).toMatchObject({ pending: 0, attempts: [] });
  });
});

describe('a phone that writes', () => {
  test('reaches the app by a signed webhook', async () => {
    const { app, incoming, fields } = await start();
    await incoming('¿A qué hora?');
    await expect
      .poll(() => fields())
      .toMatchObject([{ From: TO, To: FROM, Body: '¿A qué hora?', SmsStatus: 'received' }]);
    const [request] = app.caught;
    const url = `${app.url}/api/v1/notifications/twilio-webhook`;
    expect(`${app.url}${request?.path}`).toBe(url);
    const signature = String(request?.headers['x-twilio-signature']);
    expect(twilio.validateRequest(TOKEN, signature, url, fields()[0] ?? {})).toBe(true);
  });

  test.each(['STOP', ' unsubscribe ', 'Quit'])('%j opts out, START opts in again', async (word) => {
    const { send, incoming } = await start();
    await incoming(word);
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
    await incoming('start');
    expect((await send()).status).toBe('queued');
  });
});

describe('faults', () => {
  test('a status comes in the words of Twilio', async () => {
    const { send, fault, messages } = await start();
    await fault({ mode: 'status', status: 500 });
    await expect(send()).rejects.toMatchObject({ status: 500, code: 20500 });
    await fault({ mode: 'status', status: 429, retry_after: 3 });
    await expect(send()).rejects.toMatchObject({ status: 429, code: 20429 });
    expect(await messages()).toEqual([]);
  });

  test('a refused line leaves no message, a cut line leaves one', async () => {
    const { send, fault, messages } = await start();
    await fault({ mode: 'refuse' });
    await expect(send()).rejects.toThrow();
    expect(await messages()).toEqual([]);
    await fault({ mode: 'cut' });
    await expect(send()).rejects.toThrow();
    expect(await messages()).toHaveLength(1);
  });

  test('a hang lasts until the caller gives up, a delay only delays', async () => {
    const { sandbox, send, fault } = await start();
    await fault({ mode: 'hang' });
    const impatient = connect(sandbox.url, TOKEN, 50);
    await expect(impatient.messages.create({ to: TO, from: FROM, body: 'Hola' })).rejects.toThrow('timeout');
    sandbox.faults.clear();
    await fault({ mode: 'delay', delay_ms: 10 });
    expect((await send()).status).toBe('queued');
  });
});
