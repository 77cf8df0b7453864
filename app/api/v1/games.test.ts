import { expect, test } from 'vitest';
import { GET as GET_GAME } from '@/app/api/v1/games/[token]/route';
import { GET as GET_LINK } from '@/app/api/v1/reservations/[id]/game-link/route';
import { limitRate } from '@/lib/services/redis/rate-limit';
import { makeReservation, makeUser, type User } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

/** One request, of somebody without an account unless a person is named. */
async function call(method: string, path: string, body?: object, as?: User) {
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers: { ...(as && (await keyHeaders(as))), 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

async function makeGame() {
  const host = await makeUser({ name: 'Ana Gil' });
  const { id } = await makeReservation({ userId: host.id });
  const { body } = await call('GET', `/reservations/${id}/game-link`, undefined, host);
  const { token } = GET_LINK.options.answer.json.parse(body);
  return { host, id, token, game: `/games/${token}` };
}

const eva = { name: 'Eva', email: 'eva@example.com' };

test('who has the link sees the game, as the description says, and nobody’s address', async () => {
  const { game, host, id, token } = await makeGame();
  await call('POST', `${game}/join`, eva);
  const seen = await call('GET', game);
  expect(seen.status).toBe(200);
  expect(GET_GAME.options.answer.json.parse(seen.body)).toEqual(seen.body);
  expect(seen.body).toMatchObject({
    host: 'Ana Gil',
    open: true,
    seats: 4,
    players: [{ position: 0, name: 'Eva', accepted: true }],
    reader: { kind: 'guest' },
  });
  expect(JSON.stringify(seen.body)).not.toMatch(new RegExp(`${id}|@example.com`));
  expect(await call('GET', game, undefined, host)).toMatchObject({ body: { reader: { kind: 'host' } } });
  const link = await call('GET', `/reservations/${id}/game-link`, undefined, host);
  expect(link.body.url).toMatch(new RegExp(`/game/${token}$`));
});

test('an account joins without a word, once, and leaves again', async () => {
  const { game } = await makeGame();
  const player = await makeUser({ name: 'Leo' });
  const joined = await call('POST', `${game}/join`, {}, player);
  expect(joined).toMatchObject({
    status: 200,
    body: { players: [{ name: 'Leo', accepted: true }], reader: { kind: 'player', position: 0 } },
  });
  expect(await call('POST', `${game}/join`, {}, player)).toEqual(joined);
  expect(await call('POST', `${game}/decline`, {}, player)).toMatchObject({
    status: 200,
    body: { players: [], reader: { kind: 'guest' } },
  });
});

test('the fifth finds no seat', async () => {
  const { game } = await makeGame();
  for (const at of [1, 2, 3])
    await call('POST', `${game}/join`, { name: `P${at}`, email: `p${at}@example.com` });
  expect(await call('POST', `${game}/join`, eva)).toMatchObject({
    status: 409,
    body: { error: 'conflict', reason: 'full' },
  });
});

test.each([
  ['join', {}, 'name'],
  ['join', { name: 'Eva' }, 'email'],
  ['join', { name: 'Eva', email: 'no' }, 'email'],
  ['join', { ...eva, phone: '1' }, 'phone'],
  ['decline', {}, 'name'],
])('to %s with %o is refused at its field', async (what, body, field) => {
  const { game } = await makeGame();
  expect(await call('POST', `${game}/${what}`, body)).toMatchObject({
    status: 400,
    body: { fields: { [field]: expect.any(Array) } },
  });
});

test('a renewed link opens the game, and the one before nothing', async () => {
  const { id, host, game } = await makeGame();
  const renewed = await call('POST', `/reservations/${id}/game-link`, {}, host);
  expect(renewed.status).toBe(200);
  expect(await call('GET', game)).toMatchObject({ status: 404 });
  expect(await call('GET', `/games/${renewed.body.token}`)).toMatchObject({ status: 200 });
});

test('a player who has not answered is asked again, and then not for a while', async () => {
  const { id, host } = await makeGame();
  await call('POST', `/reservations/${id}/participants`, { name: 'Leo' }, host);
  const remind = () => call('POST', `/reservations/${id}/participants/0/remind`, undefined, host);
  expect(await remind()).toEqual({ status: 204, body: null });
  await call('POST', `/reservations/${id}/participants`, eva, host);
  expect(await call('POST', `/reservations/${id}/participants/1/remind`, undefined, host)).toMatchObject({
    status: 409,
  });
  expect(await call('POST', `/reservations/${id}/participants/9/remind`, undefined, host)).toMatchObject({
    status: 404,
  });
});

test.each(['join', 'decline'])('to %s is counted by address of who is not signed in', async (what) => {
  const { game } = await makeGame();
  const address = what === 'join' ? '203.0.113.8' : '203.0.113.9';
  const ask = () =>
    fetch(`${api()}/api/v1${game}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify(what === 'join' ? eva : { name: eva.name }),
    });
  expect(await ask()).toMatchObject({ status: 200 });
  for (let times = 1; times < 600; times += 1) await limitRate('anonymous', address);
  expect(await ask()).toMatchObject({ status: 429 });
});
