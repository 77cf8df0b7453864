import { beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { MINUTE_MS } from '@/lib/core/time';
import { makeClub, makeStaff, makeUser, type User } from '@/test/factories';
import { apiRequest, browserHeaders, keyHeaders, makeClubKey, pathParams } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { runAction } from './action';
import { route } from './route';

useSandbox({ providers: ['redis'] });

const serve = route({ auth: 'required' }, () => ({}));
const serveShared = route({ auth: 'required', limit: 'byRole' }, () => ({}));
const serveStaff = route({ auth: 'required', limit: 'staffWrite' }, () => ({}));

// A fixed minute in which no rate window ends.
beforeEach(() => {
  const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  vi.useFakeTimers({ toFake: ['Date'], now: minute + MINUTE_MS / 2 });
  return () => vi.useRealTimers();
});

/** Of hundreds at once the last would wait for Redis longer than its timeout, and so pass uncounted. */
const AT_ONCE = 20;

async function allowed(
  count: number,
  method: string,
  ways: readonly Record<string, string>[],
  handle: typeof serve = serve,
): Promise<number> {
  const ask = (index: number) =>
    handle(apiRequest('/api/v1/x', { method, headers: ways[index % ways.length] ?? {} }), pathParams());
  let passed = 0;
  for (let from = 0; from < count; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - from);
    const answers = await Promise.all(Array.from({ length: size }, (_, index) => ask(from + index)));
    passed += answers.filter(({ status }) => status === 200).length;
  }
  return passed;
}

const waysOf = (user: User) => Promise.all([keyHeaders(user), keyHeaders(user), browserHeaders(user)]);

it('a person writes sixty times a minute, over all keys and sessions and on pages too', async () => {
  const user = await makeUser();
  const ways = await waysOf(user);
  expect(await allowed(90, 'POST', ways)).toBe(60);
  const onPage = await runAction(new Headers(ways[2]), new FormData(), z.object({}), async () => null);
  expect(onPage).toMatchObject({ ok: false, code: 'rate_limited' });
});

it('a person reads three hundred times a minute, over all keys and sessions', async () => {
  expect(await allowed(330, 'GET', await waysOf(await makeUser()))).toBe(300);
});

it('what the staff of a club does is counted by itself, to 240 a minute', async () => {
  const ways = await waysOf(await makeUser());
  expect(await allowed(60, 'POST', ways)).toBe(60);
  const send = (limit?: 'staffWrite') =>
    runAction(new Headers(ways[2]), new FormData(), z.object({}), async () => null, limit);
  expect(await send()).toMatchObject({ ok: false, code: 'rate_limited' });
  expect(await send('staffWrite')).toMatchObject({ ok: true });
  expect(await allowed(260, 'PATCH', ways, serveStaff)).toBe(239);
  expect(await send('staffWrite')).toMatchObject({ ok: false, code: 'rate_limited' });
});

it('what players and staff both do is counted by who does it', async () => {
  const [player, member] = await Promise.all([makeUser(), makeUser()]);
  await makeStaff(member.id, (await makeClub()).id, 'desk');
  const [asPlayer, atDesk] = await Promise.all([keyHeaders(player), keyHeaders(member)]);
  expect(await allowed(80, 'POST', [asPlayer], serveShared)).toBe(60);
  expect(await allowed(80, 'POST', [atDesk], serveShared)).toBe(80);
  expect(await allowed(80, 'POST', [atDesk])).toBe(60);
});

it('a key of a club is counted by itself, beside its maker and its other keys', async () => {
  const [maker, club] = await Promise.all([makeUser(), makeClub()]);
  await makeStaff(maker.id, club.id, 'owner');
  const [one, other, own] = await Promise.all([
    makeClubKey(maker, club.id, 'desk'),
    makeClubKey(maker, club.id, 'desk'),
    keyHeaders(maker),
  ]);
  expect(await allowed(80, 'POST', [one.headers])).toBe(60);
  expect(await allowed(80, 'POST', [other.headers])).toBe(60);
  expect(await allowed(80, 'POST', [own])).toBe(60);
});

it('many people behind one address have a limit each', async () => {
  const users = await Promise.all(Array.from({ length: 20 }, () => makeUser()));
  const from = { 'x-forwarded-for': '203.0.113.7' };
  const ways = await Promise.all(users.map(async (user) => ({ ...(await keyHeaders(user)), ...from })));
  for (let round = 0; round < 10; round += 1) expect(await allowed(40, 'POST', ways)).toBe(40);
});
