import { expect, test } from 'vitest';
import { POST as shiftCourt } from '@/app/api/v1/courts/[id]/shift/route';
import { POST as moveBooking } from '@/app/api/v1/reservations/[id]/move/route';
import { POST as swapBookings } from '@/app/api/v1/reservations/swap/route';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeReservation, makeStaff, makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);

async function makeDesk() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const desk = await makeUser({ name: 'Marta' });
  await makeStaff(desk.id, club.id, 'desk');
  const book = (hour: number) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      startsAt: new Date(firstInstantOf(DATE, hour * 60, ZONE)),
      listPriceMinor: 4500,
    });
  const key = await keyHeaders(desk);
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${api()}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key, ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return { club, court, book, post };
}

const noon = { revision: 0, date: DATE, start_time: '12:00' };

test('a move answers the booking, the difference, what it breaks and the act, a preview all but the act', async () => {
  const { book, post } = await makeDesk();
  const { id } = await book(10);
  const preview = await post(`reservations/${id}/move?preview=true`, noon);
  const moved = await post(`reservations/${id}/move`, noon);
  for (const answer of [preview, moved]) {
    expect(answer.status).toBe(200);
    expect(moveBooking.options.answer.json.parse(answer.body)).toEqual(answer.body);
  }
  expect(moved.body).toMatchObject({
    booking: { id, revision: 1, starts_at: expect.stringContaining(`${DATE}T12:00:00+`) },
    difference: { amount: '0.00', currency: 'EUR' },
    broken_rules: [],
    act: { undo_until: expect.stringMatching(/Z$/) },
  });
  const { act: _, ...rest } = moved.body;
  expect(preview.body).toEqual(rest);
});

test('a price that changes is a conflict with the difference until somebody decides', async () => {
  const { book, post } = await makeDesk();
  const { id } = await book(10);
  const longer = { ...noon, duration: 120 };
  expect(await post(`reservations/${id}/move`, longer)).toMatchObject({
    status: 409,
    body: { error: 'conflict', difference: { amount: '15.00', currency: 'EUR' } },
  });
  expect(await post(`reservations/${id}/move`, { ...longer, price: 'list' })).toMatchObject({
    status: 200,
    body: { difference: { amount: '15.00' }, booking: { owed: { amount: '15.00' } } },
  });
});

test('a stale revision answers the booking as it is now, and a double click moves once', async () => {
  const { book, post } = await makeDesk();
  const { id } = await book(10);
  const once = { 'idempotency-key': 'a-click' };
  const first = await post(`reservations/${id}/move`, noon, once);
  expect(await post(`reservations/${id}/move`, noon, once)).toEqual(first);
  expect(await post(`reservations/${id}/move`, { ...noon, start_time: '14:00' })).toMatchObject({
    status: 409,
    body: { error: 'conflict', current: first.body.booking, changed_by: { name: 'Marta' } },
  });
});

test.each<[string, object, number]>([
  ['without a revision', { date: DATE, start_time: '12:00' }, 400],
  ['on a date that does not exist', { ...noon, date: '2027-02-30' }, 400],
  ['for an amount with a comma', { ...noon, price: { amount: '36,50', reason: 'x' } }, 400],
  ['for more than 10,000', { ...noon, price: { amount: '10000.01', reason: 'x' } }, 400],
  ['for a price without a reason', { ...noon, price: { amount: '36.50' } }, 400],
  ['to a court that is nowhere', { ...noon, court_id: 2_147_483_647 }, 404],
])('a move %s is refused', async (_, body, status) => {
  const { book, post } = await makeDesk();
  const { id } = await book(10);
  expect((await post(`reservations/${id}/move`, body)).status).toBe(status);
});

test('a swap and a shift answer their bookings and the act', async () => {
  const { court, book, post } = await makeDesk();
  const [a, b] = [await book(10), await book(14)];
  const seen = ({ id, revision }: typeof a) => ({ id, revision });
  const swapped = await post('reservations/swap', { a: seen(a), b: seen(b) });
  expect(swapBookings.options.answer.json.parse(swapped.body)).toEqual(swapped.body);
  expect(swapped.body.bookings).toMatchObject([{ id: b.id }, { id: a.id }]);
  const shifted = await post(`courts/${court.id}/shift`, { date: DATE, from: '12:00', minutes: 30 });
  expect(shiftCourt.options.answer.json.parse(shifted.body)).toEqual(shifted.body);
  expect(shifted.body).toMatchObject({ bookings: [{ id: a.id }], unfit: [] });
  const others = { date: DATE, from: '12:00', minutes: 30, expected: [b.id] };
  expect(await post(`courts/${court.id}/shift`, others)).toMatchObject({
    status: 409,
    body: { bookings: [{ id: a.id }], unfit: [] },
  });
  expect((await post('reservations/swap', { a: seen(a), b: seen(a) })).status).toBe(400);
  expect((await post(`courts/${court.id}/shift`, { date: DATE, from: '12:00', minutes: 200 })).status).toBe(
    400,
  );
});
