import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import { onlyRun, startPair, startSynced } from './app-fixture';
import { HASHED_SIGNING_KEY, sign } from './sign';

const EVENTS = `/e/${SANDBOX_KEYS.INNGEST_EVENT_KEY}`;

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers });

it('refuses events under a wrong key and events without a name', async () => {
  const { inngest } = await startSynced(() => []);

  expect((await post(`${inngest.url}/e/wrong`, [{ name: 'go' }])).status).toBe(401);
  expect((await post(`${inngest.url}${EVENTS}`, [{ data: {} }])).status).toBe(400);
  expect((await fetch(`${inngest.url}${EVENTS}`, { method: 'POST', body: '{' })).status).toBe(400);
});

it('tells who holds the signing key which functions of an app it knows', async () => {
  const { inngest } = await startSynced((app) => [
    app.createFunction({ id: 'one', triggers: { event: 'go' } }, () => 'done'),
    app.createFunction({ id: 'two', triggers: { cron: '0 3 * * *' } }, () => 'done'),
  ]);
  const list = (app: string, key: string) =>
    fetch(`${inngest.url}/v2/apps/${app}/functions`, { headers: { authorization: `Bearer ${key}` } });

  expect((await list('app', SANDBOX_KEYS.INNGEST_SIGNING_KEY)).status).toBe(401);
  expect(await (await list('app', HASHED_SIGNING_KEY)).json()).toMatchObject({
    data: [{ id: 'one', app: { id: 'app' } }, { id: 'two' }],
  });
  expect(await (await list('other', HASHED_SIGNING_KEY)).json()).toMatchObject({ data: [] });
});

it('takes a repeated request for the same events, by its seed', async () => {
  const { inngest } = await startSynced((app) => [
    app.createFunction({ id: 'once', triggers: { event: 'go' } }, () => 'done'),
  ]);
  const send = async (seed: string) =>
    (await post(`${inngest.url}${EVENTS}`, [{ name: 'go' }], { 'x-inngest-event-id-seed': seed })).json();

  const first = await send('1772445600000,c2VlZA==');
  const repeated = await send('1772445600000,c2VlZA==');
  const other = await send('1772445600001,b3RoZXI=');
  await inngest.idle();

  expect(repeated).toEqual(first);
  expect(other).not.toEqual(first);
  expect(inngest.runs()).toHaveLength(2);
});

it('keeps events that come before the app does, and runs them then', async () => {
  const { inngest, client } = await startPair((app) => [
    app.createFunction({ id: 'early', triggers: { event: 'go' } }, () => 'done'),
  ]);

  await client.send({ name: 'go' });
  await inngest.idle();

  expect(onlyRun(inngest, 'app-early').output).toBe('done');
});

it('is refused by an app with another signing key, and runs nothing of it', async () => {
  let calls = 0;
  const { inngest, client } = await startPair(
    (app) => [
      app.createFunction({ id: 'guarded', triggers: { event: 'go' } }, () => {
        calls += 1;
      }),
    ],
    { signingKey: 'signkey-test-ffffffffffffffffffffffffffffffff' },
  );

  await client.send({ name: 'go' });
  const status = async () => (await fetch(`${inngest.url}/_control/runs`)).json();
  await expect.poll(status).toMatchObject({
    app: { kind: 'down', reason: expect.stringContaining('401 without a valid signature') },
  });

  expect(calls).toBe(0);
});

it('signs its calls so that the app takes them, and the app takes no others', async () => {
  const { app } = await startSynced((sdk) => [
    sdk.createFunction({ id: 'guarded', triggers: { event: 'go' } }, () => 'ran'),
  ]);
  const url = `${app.url}/api/inngest?fnId=app-guarded&stepId=step`;
  const body = { ctx: { attempt: 0, run_id: 'r' }, event: { data: {}, name: 'go' }, events: [], steps: {} };

  expect((await post(url, body)).status).toBe(401);
  expect((await post(url, body, { 'x-inngest-signature': sign('{}') })).status).toBe(401);
  expect((await post(url, body, { 'x-inngest-signature': sign(JSON.stringify(body)) })).status).toBe(200);
});

it('is steered over HTTP: paused, resumed, triggered, waited for and listed', async () => {
  const { inngest, client } = await startSynced((app) => [
    app.createFunction({ id: 'steered', triggers: [{ event: 'go' }, { cron: '0 0 1 1 *' }] }, () => 'done'),
  ]);
  const control = async (action: string, body: unknown = {}) =>
    (await post(`${inngest.url}/_control/${action}`, body)).json();
  const list = async () => (await fetch(`${inngest.url}/_control/runs`)).json();

  await control('pause');
  await client.send({ name: 'go' });
  expect(await list()).toMatchObject({ functions: ['app-steered'], runs: [{ status: 'queued', calls: 0 }] });
  await control('resume');
  const { run_id } = await control('trigger', { function_id: 'steered' });
  await control('idle', { within_ms: 1000 });

  expect(await list()).toMatchObject({
    app: { kind: 'up' },
    runs: [{ id: run_id, status: 'completed' }, { status: 'completed' }],
  });
  expect(await control('trigger', { function_id: 'nothing' })).toMatchObject({ error: expect.any(String) });
});

it('shows functions, runs and errors on its page, as text and not as markup', async () => {
  const { inngest, client } = await startSynced((app) => [
    app.createFunction({ id: 'shown', retries: 0, triggers: { event: 'go' } }, () => {
      throw new Error('<b>broken</b>');
    }),
  ]);

  await client.send({ name: 'go' });
  await inngest.idle();
  const page = await (await fetch(inngest.url)).text();

  expect(page).toContain('app-shown');
  expect(page).toContain('&lt;b&gt;broken&lt;/b&gt;');
  expect(page).not.toContain('<b>');
});

it('lets its faults hit what clients send, which the SDK then sends again', async () => {
  const { inngest, client } = await startSynced((app) => [
    app.createFunction({ id: 'once', triggers: { event: 'go' } }, () => 'done'),
  ]);

  inngest.faults.add({ mode: 'cut', path: '/e/', times: 1, rate: 1, status: 500, delay_ms: 0 });
  await client.send({ name: 'go' });
  await inngest.idle();

  expect(onlyRun(inngest, 'app-once').output).toBe('done');
});

it('calls an app where it says that it is, once it has shown our key', async () => {
  const { inngest, client } = await startSynced(() => []);
  const called: string[] = [];
  const elsewhere = createServer((request, response) => {
    called.push(`${request.method} ${request.url}`);
    response.writeHead(500).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void elsewhere.close());
  await once(elsewhere, 'listening');
  const { port } = elsewhere.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/api/inngest`;
  const step = { runtime: { url: `${address}?fnId=app-moved&stepId=step` } };
  const functions = [{ id: 'app-moved', triggers: [{ event: 'go' }], steps: { step } }];
  const register = (key: string) =>
    post(`${inngest.url}/fn/register`, { functions }, { authorization: `Bearer ${key}` });
  const urls = async () => (await (await fetch(`${inngest.url}/_control/runs`)).json()).urls;

  expect((await register('wrong')).status).toBe(401);
  expect(await urls()).toEqual([]);
  expect((await register(HASHED_SIGNING_KEY)).status).toBe(200);
  expect(await urls()).toEqual([address]);
  await client.send({ name: 'go' });
  await expect.poll(() => called[0]).toBe('POST /api/inngest?fnId=app-moved&stepId=step');
});
