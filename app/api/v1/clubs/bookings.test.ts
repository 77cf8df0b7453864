import { expect, test } from 'vitest';
import { POST as cancelBookings } from '@/app/api/v1/clubs/[id]/bookings/cancel/route';
import { GET as listBookings, POST as bookAtDesk } from '@/app/api/v1/clubs/[id]/bookings/route';
import { addDays, localDateOf } from '@/lib/core/time';
import type { StaffRole } from '@/lib/core/context';
import { pageOf } from '@/lib/web/answer';
import { makeClub, makeCourt, makeStaff, makeUser } from '@/test/factories';
import { keyHeaders, loseAnswer } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

const DATE = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 3);

async function makeDesk(role: StaffRole = 'desk') {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const staff = await makeUser();
  await makeStaff(staff.id, club.id, role);
  const key = await keyHeaders(staff);
  const ask = async (search: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${api()}/api/v1/clubs/${club.id}/bookings${search}`, {
      headers: { ...key, ...headers, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const wish = { court_ids: [court.id], date: DATE, start_time: '10:00', duration: 90, kind: 'booking' };
  const book = (change: object = {}, headers: Record<string, string> = {}) =>
    ask('', { ...wish, customer: { name: 'Ana Ruiz' }, ...change }, headers);
  return { club, court, ask, book, wish };
}

test('a booking at the desk, as the description says', async () => {
  const { court, book } = await makeDesk();
  const { status, body } = await book({ players: [{ name: 'Eva' }], note: 'Trae palas', title: 'Liga' });
  expect(status).toBe(201);
  expect(bookAtDesk.options.answer.json.parse(body)).toEqual(body);
  expect(body.bookings).toMatchObject([
    {
      court_id: court.id,
      kind: 'booking',
      status: 'confirmed',
      starts_at: expect.stringContaining(`${DATE}T10:00:00+`),
      customer: { id: expect.any(String), name: 'Ana Ruiz' },
      players: [{ name: 'Eva' }],
      price: { amount: '45.00', currency: 'EUR' },
      paid: { amount: '0.00', currency: 'EUR' },
      owed: { amount: '45.00', currency: 'EUR' },
      title: 'Liga',
      note: 'Trae palas',
    },
  ]);
});

test('money that the desk takes is paid at once', async () => {
  const { book } = await makeDesk();
  const cash = await book({ settle: { method: 'cash' } });
  expect(cash).toMatchObject({ status: 409, body: { error: 'conflict' } });
  const { status, body } = await book({ settle: { method: 'bizum', reference: 'B-7' } });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    bookings: [{ paid: { amount: '45.00' }, owed: { amount: '0.00' } }],
    act: { id: expect.any(String), undo_until: expect.any(String) },
  });
});

test('a repeat under its key is the first answer, and a preview takes nothing', async () => {
  const { ask, book, wish } = await makeDesk();
  const preview = await ask('?preview=true', { ...wish, kind: 'walk_in' });
  expect(preview).toMatchObject({ status: 200, body: { bookings: [{ owed: { amount: '45.00' } }] } });
  expect(preview.body).not.toHaveProperty('act');
  const key = { 'Idempotency-Key': 'once' };
  const first = await book({}, key);
  expect(await book({}, key)).toEqual(first);
  expect(await book({ duration: 60 }, key)).toMatchObject({ status: 409, body: { error: 'conflict' } });
  expect(await book()).toMatchObject({
    status: 409,
    body: { error: 'slot_taken', alternatives: [{ court_id: expect.any(Number) }, {}, {}] },
  });
});

test('a repeat after its process died before the answer is the first booking', async () => {
  const { ask, book } = await makeDesk();
  const key = { 'Idempotency-Key': 'died' };
  const settle = { method: 'bizum' };
  const first = await book({ settle }, key);
  await loseAnswer('died');
  expect(await book({ settle }, key)).toEqual(first);
  expect((await ask('')).body).toMatchObject({ count: 1, results: [{ paid: { amount: '45.00' } }] });
});

test('several are cancelled as one act, as the description says', async () => {
  const { ask, book } = await makeDesk();
  const one = await book({ settle: { method: 'bizum' } });
  const other = await book({ start_time: '12:00' });
  const ids = [one, other].map(({ body }) => body.bookings[0].id);
  const preview = await ask('/cancel?preview=true', { ids });
  const { status, body } = await ask('/cancel', { ids });
  expect(status).toBe(200);
  expect(cancelBookings.options.answer.json.parse(body)).toEqual(body);
  expect(body).toMatchObject({
    bookings: [
      { id: ids[0], refund: { amount: '45.00', rule: 'free' } },
      { id: ids[1], refund: { amount: '0.00', rule: 'nothing_paid' } },
    ],
    refunded: { amount: '45.00', currency: 'EUR' },
    act: { id: expect.any(String) },
  });
  expect(preview).toEqual({ status: 200, body: { ...body, act: undefined } });
  const again = await ask('/cancel', { ids });
  expect(again.body).toEqual({
    bookings: ids.map((id) => ({ id, refund: null })),
    refunded: { amount: '0.00', currency: 'EUR' },
  });
});

test.each([
  [{ ids: [] }, 'ids'],
  [{ ids: ['one'] }, 'ids.0'],
  [{ ids: ['01890a5d-ac96-774b-bcce-b302099a8057'], override: 'half' }, 'override'],
  [{ ids: ['01890a5d-ac96-774b-bcce-b302099a8057'], override: 'full' }, 'reason'],
])('cancelling %o is refused at its field', async (body, field) => {
  const { ask } = await makeDesk('owner');
  expect(await ask('/cancel', body)).toMatchObject({
    status: 400,
    body: { error: 'invalid_input', fields: { [field]: expect.any(Array) } },
  });
});

test.each([
  [{ court_ids: [] }, 'court_ids'],
  [{ kind: 'closure' }, 'kind'],
  [{ kind: 'block', customer: undefined, price: { amount: '1.00', reason: 'x' } }, 'price'],
  [{ start_time: '25:00' }, 'start_time'],
  [{ date: '2026-02-30' }, 'date'],
  [{ duration: 245 }, 'duration'],
  [{ customer: undefined }, 'customer'],
  [{ customer: { name: 'Ana\r\nRuiz' } }, 'customer.name'],
  [{ customer: { name: 'Ana', phone: 'abc' } }, 'customer.phone'],
  [{ price: { amount: '-5.00', reason: 'x' } }, 'price.amount'],
  [{ price: { amount: '10000.01', reason: 'x' } }, 'price.amount'],
  [{ price: { amount: '36,50', reason: 'x' } }, 'price.amount'],
  [{ price: { amount: '36.505', reason: 'x' } }, 'price.amount'],
  [{ price: { amount: '20.00' } }, 'price.reason'],
  [{ settle: { method: 'cheque' } }, 'settle'],
  [{ settle: 'later' }, 'settle'],
  [{ revision: 1 }, 'revision'],
])('a booking with %o is refused at its field', async (change, field) => {
  const { ask, book } = await makeDesk('owner');
  expect(await book(change)).toMatchObject({
    status: 400,
    body: { error: 'invalid_input', fields: { [field]: expect.any(Array) } },
  });
  expect((await ask('')).body.count).toBe(0);
});

test('the bookings of a club, as the description says', async () => {
  const { court, ask, book } = await makeDesk();
  await book();
  await book({ start_time: '12:00', customer: { name: 'Luis Mora' } });
  const { status, body } = await ask(`?from=${DATE}&to=${DATE}&court_id=${court.id}&page_size=1`);
  expect(status).toBe(200);
  expect(pageOf(listBookings.options.answer.list).parse(body)).toEqual(body);
  expect(body).toMatchObject({ results: [{ customer: { name: 'Ana Ruiz' } }], count: 2 });
  const { searchParams } = new URL(body.next);
  expect(Object.fromEntries(searchParams)).toMatchObject({ from: DATE, page: '2', page_size: '1' });
});

test.each([
  ['?owed=maybe', 'owed'],
  ['?status=displaced', 'status'],
  ['?kind=party', 'kind'],
  ['?court_id=one', 'court_id'],
  ['?from=2026-02-30', 'from'],
  ['?from=2026-01-02&to=2026-01-01', 'to'],
  ['?from=2025-01-01&to=2026-06-01', 'to'],
  ['?page_size=101', 'page_size'],
])('the bookings %s are refused at their field', async (search, field) => {
  const { ask } = await makeDesk();
  expect(await ask(search)).toMatchObject({
    status: 400,
    body: { error: 'invalid_input', fields: { [field]: expect.any(Array) } },
  });
});
