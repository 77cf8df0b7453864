import { beforeAll, expect, test } from 'vitest';
import { type Club, makeClub, makeCustomer, makeStaff, makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useApi } from '@/test/serve-api';

const api = useApi();
let club: Club;
let headers: Record<string, string>;

beforeAll(async () => {
  club = await makeClub();
  const manager = await makeUser();
  await makeStaff(manager.id, club.id, 'manager');
  headers = { ...(await keyHeaders(manager)), 'content-type': 'application/json' };
});

async function call(method: string, path: string, body?: object, more: Record<string, string> = {}) {
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers: { ...headers, ...more },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}
const add = (body: object, query = '', more = {}) =>
  call('POST', `/clubs/${club.id}/customers${query}`, body, more);
const count = async () => (await call('GET', `/clubs/${club.id}/customers`)).body;

test('a preview answers 200 with what would be written, keeps no key, and writes nothing', async () => {
  const wanted = { name: 'Ana Vista', email: 'vista@example.com' };
  const key = { 'idempotency-key': 'one' };
  expect(await add(wanted, '?preview=true', key)).toMatchObject({ status: 200, body: { name: 'Ana Vista' } });
  expect(await count()).toMatchObject({ count: 0 });
  expect(await add(wanted, '', key)).toMatchObject({ status: 201, body: { email: 'vista@example.com' } });
  expect(await add(wanted, '?preview=true')).toMatchObject({ status: 409 });
  expect(await add(wanted, '?preview=yes')).toMatchObject({
    status: 400,
    body: { fields: { preview: [expect.any(String)] } },
  });
  expect(await count()).toMatchObject({ count: 1 });
});

test('a known address answers 409 with its id', async () => {
  const { id } = await makeCustomer(club.id, { email: 'known@example.com' });
  expect(await add({ name: 'Otra', email: 'KNOWN@example.com' })).toMatchObject({
    status: 409,
    body: { error: 'conflict', id },
  });
});

test.each([
  ['name', { name: '  ' }],
  ['name', { name: 'Ana\r\nBcc: x' }],
  ['email', { name: 'Ana', email: 'ana@' }],
  ['phone', { name: 'Ana', phone: '12' }],
  ['note', { name: 'Ana', note: 'x'.repeat(2001) }],
  ['category', { name: 'Ana', category: 'vip' }],
  ['blocked', { name: 'Ana', blocked: true }],
])('what is wrong is told at the field %s, and nothing is written', async (field, body) => {
  const before = await count();
  expect(await add(body)).toMatchObject({
    status: 400,
    body: { fields: { [field]: expect.arrayContaining([expect.any(String)]) } },
  });
  expect(await count()).toEqual(before);
});

test('a change names the revision that was seen', async () => {
  const { id } = await makeCustomer(club.id);
  expect(await call('PATCH', `/customers/${id}`, { note: 'Zurda' })).toMatchObject({ status: 400 });
  const change = { revision: 0, note: 'Zurda' };
  expect(await call('PATCH', `/customers/${id}`, change)).toMatchObject({
    status: 200,
    body: { revision: 1 },
  });
  expect(await call('PATCH', `/customers/${id}`, change)).toMatchObject({
    status: 409,
    body: { current: { note: 'Zurda' } },
  });
});

test('a merged id reads as its survivor, and an erased one no more', async () => {
  const [one, other] = [await makeCustomer(club.id), await makeCustomer(club.id)];
  const into = { into: other.id };
  expect(await call('POST', `/customers/${one.id}/merge?preview=true`, into)).toMatchObject({ status: 200 });
  expect(await call('GET', `/customers/${one.id}`)).toMatchObject({ body: { id: one.id } });
  expect(await call('POST', `/customers/${one.id}/merge`, into)).toMatchObject({ body: { id: other.id } });
  expect(await call('GET', `/customers/${one.id}`)).toMatchObject({ body: { id: other.id } });
  expect(await call('POST', `/customers/${one.id}/erase`)).toMatchObject({ body: { erased: true } });
  expect(await call('GET', `/customers/${one.id}`)).toMatchObject({ status: 404 });
});
