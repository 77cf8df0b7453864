import { beforeAll, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { unpaid } from '@/test/at-desk';
import { type Club, makeClub, makeCourt, makeDue, makeStaff, makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useApi } from '@/test/serve-api';

const api = useApi();
let club: Club;
let headers: Record<string, string>;

beforeAll(async () => {
  club = await makeClub();
  const desk = await makeUser({ name: 'Marta Gil' });
  await makeStaff(desk.id, club.id, 'desk');
  headers = { ...(await keyHeaders(desk)), 'content-type': 'application/json' };
});

async function call(method: string, path: string, body?: object, more: Record<string, string> = {}) {
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers: { ...headers, ...more },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const owing = async () => {
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const { reservation } = await unpaid({ clubId: club.id, courtId });
  return { reservation, due: await makeDue(reservation) };
};

test('a due goes on under its id until its last part is paid, in a till that is closed to the cent', async () => {
  const { reservation, due } = await owing();
  const pay = (body: object) => call('POST', `/dues/${due.id}/pay`, body);
  expect(await pay({ method: 'cash', amount: '20.00' })).toMatchObject({ status: 409, body: { shifts: [] } });
  const shift = await call('POST', `/clubs/${club.id}/till/shifts`, { float: '150.00' });
  expect(shift).toMatchObject({
    status: 201,
    body: { name: 'caja', float: euros('150.00'), expected: euros('150.00'), counted: null },
  });
  expect(await pay({ method: 'cash', amount: '20.00' })).toMatchObject({
    status: 200,
    body: {
      entry: {
        shift_id: shift.body.id,
        kind: 'payment',
        amount: euros('20.00'),
        reservation_id: reservation.id,
        reverses: null,
        taken_by: { name: 'Marta Gil' },
      },
      due: { id: due.id, amount: euros('25.00'), cause: 'desk' },
    },
  });
  expect(await call('GET', `/clubs/${club.id}/dues?open=true`)).toMatchObject({
    body: { count: 1, results: [{ id: due.id, amount: euros('25.00'), customer: { name: 'Ana Prueba' } }] },
  });
  expect(await pay({ method: 'cash', amount: '25.01' })).toMatchObject({
    status: 409,
    body: { error: 'conflict', owed: euros('25.00') },
  });
  expect(await pay({ method: 'card_terminal', reference: '0042' })).toMatchObject({
    body: { entry: { amount: euros('25.00'), reference: '0042' }, due: { amount: euros('0.00') } },
  });
  const close = () => call('POST', `/till/shifts/${shift.body.id}/close`, { counted: '168.00' });
  expect(await close()).toEqual({
    status: 200,
    body: { expected: euros('170.00'), counted: euros('168.00'), difference: euros('-2.00') },
  });
  expect(await close()).toMatchObject({ status: 409 });
});

test('what is owed for a booking is told with it, to its club and to its player', async () => {
  const { reservation, due } = await owing();
  const player = await makeUser();
  await db().update(reservations).set({ userId: player.id }).where(eq(reservations.id, reservation.id));
  const own = await keyHeaders(player);
  const seen = async () => [
    (await call('GET', `/reservations/${reservation.id}`)).body.owed,
    (await call('GET', `/reservations/${reservation.id}`, undefined, own)).body.owed,
  ];
  expect(await seen()).toEqual([euros('45.00'), euros('45.00')]);
  await call('POST', `/dues/${due.id}/pay`, { method: 'bizum', amount: '20.00' });
  expect(await seen()).toEqual([euros('25.00'), euros('25.00')]);
  await call('POST', `/reservations/${reservation.id}/cancel`, {});
  expect(await seen()).toEqual([euros('-20.00'), euros('-20.00')]);
});

test.each([
  ['amount', { method: 'bizum', amount: '0.00' }],
  ['amount', { method: 'bizum', amount: '4,50' }],
  ['amount', { method: 'bizum', amount: '10000.01' }],
  ['amount', { method: 'bizum', amount: 20 }],
  ['method', { method: 'cheque' }],
  ['currency', { method: 'bizum', currency: 'USD' }],
  ['reference', { method: 'bizum', reference: 'a\nb' }],
])('what is wrong is told at the field %s, and nothing is paid', async (field, body) => {
  const { due } = await owing();
  expect(await call('POST', `/dues/${due.id}/pay`, body)).toMatchObject({
    status: 400,
    body: { fields: { [field]: expect.any(Array) } },
  });
  const dues = await call('GET', `/clubs/${club.id}/dues?open=true&page_size=100`);
  expect(dues.body.results).toContainEqual(expect.objectContaining({ id: due.id, amount: euros('45.00') }));
});

test('the same key is one payment, and a preview is none', async () => {
  const { due } = await owing();
  const body = { method: 'bizum', amount: '20.00' };
  const key = { 'idempotency-key': due.id };
  const preview = await call('POST', `/dues/${due.id}/pay?preview=true`, body, key);
  expect(preview).toMatchObject({ status: 200, body: { due: { amount: euros('25.00') } } });
  const first = await call('POST', `/dues/${due.id}/pay`, body, key);
  expect(await call('POST', `/dues/${due.id}/pay`, body, key)).toEqual(first);
  expect(first.body).toMatchObject({ due: { amount: euros('25.00') } });
});
