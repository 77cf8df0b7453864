import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { GET as getMe, PATCH as patchMe } from '@/app/api/v1/users/me/route';
import { transaction } from '@/db';
import { findTokenActor } from '@/lib/auth/find-token-actor';
import { LIVE_PATH, startLive } from '@/lib/live/live';
import { tell } from '@/lib/notices/notify';
import { makeUser } from '@/test/factories';
import { apiRequest, browserHeaders, keyHeaders, pathParams } from '@/test/requests';
import { POST as read } from './[id]/read/route';
import { GET as list } from './route';
import { POST as askTicket } from './ticket/route';

const post = { method: 'POST' };
const getTicket = (headers: Record<string, string>) =>
  askTicket(apiRequest('/api/v1/notifications/ticket', { ...post, headers }), pathParams());

/** The status with which a live server answers a handshake. */
async function knock(query: string, headers: Record<string, string>): Promise<number> {
  const live = await startLive();
  const server = createServer().on('upgrade', live.upgrade).listen(0, '127.0.0.1');
  onTestFinished(() => live.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}${query}`, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
}

test('spec: test_token_propagation — one key is its person to the API, to the token look-up and to the socket', async () => {
  const user = await makeUser();
  const headers = await keyHeaders(user);
  const response = await getMe(apiRequest('/api/v1/users/me', { headers }), pathParams());
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ id: user.id });
  const actor = await findTokenActor(headers.authorization.slice('Token '.length), new Date());
  expect(actor?.userId).toBe(user.id);

  expect(await knock('', headers)).toBe(101);
  const { token } = await (await getTicket(headers)).json();
  expect(await knock(`?token=${token}`, {})).toBe(101);
});

test('a ticket is for people who are signed in, on a page of ours', async () => {
  expect((await getTicket({})).status).toBe(401);
  const { cookie = '', origin = '' } = await browserHeaders(await makeUser());
  expect((await getTicket({ cookie, origin: 'https://evil.test' })).status).toBe(403);
  const response = await getTicket({ cookie, origin });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/), expires_in: 60 });
  expect(response.headers.get('cache-control')).toContain('no-store');
});

test('tickets are counted apart: a page that cannot hold its socket takes nothing from what its person may write', async () => {
  const user = await makeUser();
  const headers = await keyHeaders(user);
  const statuses: number[] = [];
  for (let i = 0; i < 31; i += 1) statuses.push((await getTicket(headers)).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
  const written = await Promise.all(
    Array.from({ length: 60 }, () =>
      patchMe(apiRequest('/api/v1/users/me', { method: 'PATCH', headers, body: {} }), pathParams()),
    ),
  );
  expect(new Set(written.map(({ status }) => status))).toEqual(new Set([200]));
});

test('messages are listed newest first, those of the person alone, and read one by one', async () => {
  const [user, other] = await Promise.all([makeUser(), makeUser()]);
  const [headers, theirs] = await Promise.all([keyHeaders(user), keyHeaders(other)]);
  for (const type of ['one', 'two', 'three']) {
    await transaction((tx) => tell(tx, user.id, type, { about: type }));
  }
  const listed = async (query = '', who = headers) => {
    const response = await list(apiRequest(`/api/v1/notifications${query}`, { headers: who }), pathParams());
    return response.json();
  };
  const all = await listed();
  expect(all).toMatchObject({
    count: 3,
    next: null,
    results: [{ type: 'three', read_at: null, data: { about: 'three' } }, { type: 'two' }, { type: 'one' }],
  });
  expect(await listed('?page_size=2')).toMatchObject({
    results: [{ type: 'three' }, { type: 'two' }],
    next: expect.stringContaining('page=2'),
  });
  expect(await listed('', theirs)).toEqual({ results: [], count: 0, next: null });
  expect(await listed(`?after=${all.results[2].id}`)).toMatchObject({
    count: 2,
    results: [{ type: 'two' }, { type: 'three' }],
  });
  expect(await listed(`?after=${all.results[0].id}`)).toMatchObject({ count: 0, results: [] });
  expect(await listed('?after=0&page_size=1')).toMatchObject({ count: 3, results: [{ type: 'one' }] });

  const mark = (id: string, who = headers) =>
    read(apiRequest(`/api/v1/notifications/${id}/read`, { ...post, headers: who }), pathParams({ id }));
  const [, { id }] = all.results;
  expect((await mark(String(id), theirs)).status).toBe(404);
  const marked = await (await mark(String(id))).json();
  expect(marked).toMatchObject({ id, type: 'two', read_at: expect.any(String) });
  expect(await (await mark(String(id))).json()).toEqual(marked);
  expect(await listed('?unread=true')).toMatchObject({
    count: 2,
    results: [{ type: 'three' }, { type: 'one' }],
  });
  for (const unknown of ['0', '-1', 'x', '9999999999999999999']) {
    expect((await mark(unknown)).status, unknown).toBe(404);
  }
});
