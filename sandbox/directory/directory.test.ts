import { afterEach, expect, test } from 'vitest';
import type { Club } from './club';
import { startDirectory } from './start-directory';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(clubs?: Club[]) {
  const { url, close } = await startDirectory({
    port: 0,
    now: () => Date.parse('2026-05-01T10:00:00Z'),
    ...(clubs === undefined ? {} : { clubs }),
  });
  closing.push(close);
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: await response.json() };
  };
  return { url, ask };
}

const club = (id: string): Club => ({
  id,
  name: `Club ${id}`,
  city: 'Gijón',
  country: 'ES',
  address: 'Calle Uría 1',
  latitude: 43.53,
  longitude: -5.66,
  time_zone: 'Europe/Madrid',
  currency: 'EUR',
  phone: null,
  courts: [],
  active: true,
  updated_at: '2026-01-01T00:00:00Z',
});

test('the pages together list every club once', async () => {
  const { ask } = await start(['a', 'b', 'c'].map(club));
  const found: string[] = [];
  let next: string | null = '/clubs?per_page=2';
  while (next !== null) {
    const { body } = await ask('GET', next);
    expect(body).toMatchObject({ pages: 2, count: 3 });
    found.push(...body.clubs.map(({ id }: Club) => id));
    next = body.next;
  }
  expect(found).toEqual(['a', 'b', 'c']);
  expect((await ask('GET', '/clubs?page=0')).status).toBe(400);
});

test('who has a page already gets 304 until a club on it changes', async () => {
  const { url, ask } = await start([club('a')]);
  const etag = (await fetch(`${url}/clubs`)).headers.get('etag') ?? '';
  const again = async () => (await fetch(`${url}/clubs`, { headers: { 'if-none-match': etag } })).status;
  expect(await again()).toBe(304);
  await ask('PATCH', '/_control/clubs/a', { name: 'Otro nombre' });
  expect(await again()).toBe(200);
});

test('clubs are put, changed and removed, each change with its moment', async () => {
  const { ask } = await start([]);
  const { id: _, updated_at: __, ...fields } = club('new');
  expect((await ask('PUT', '/_control/clubs/new', fields)).body).toMatchObject({
    id: 'new',
    updated_at: '2026-05-01T10:00:00.000Z',
  });
  expect((await ask('PATCH', '/_control/clubs/new', { active: false })).body.active).toBe(false);
  expect((await ask('GET', '/clubs/new')).body).toMatchObject({ name: 'Club new', active: false });
  expect((await ask('PATCH', '/_control/clubs/none', {})).status).toBe(404);
  expect((await ask('PUT', '/_control/clubs/bad', { name: 7 })).status).toBe(400);
  expect((await ask('DELETE', '/_control/clubs/new')).body).toEqual({ removed: true });
  expect((await ask('GET', '/clubs/new')).status).toBe(404);
});

test('a hostile answer takes the place of the list until it is called off', async () => {
  const { url, ask } = await start([club('a')]);
  await ask('PUT', '/_control/hostile', {
    body: '{"clubs": "none"',
    headers: { 'content-type': 'application/json' },
  });
  expect(await (await fetch(`${url}/clubs`)).text()).toBe('{"clubs": "none"');
  await ask('DELETE', '/_control/hostile');
  expect((await ask('GET', '/clubs')).body.count).toBe(1);
});
