import { expect, test } from 'vitest';
import { GET as getChanges } from '@/app/api/v1/clubs/[id]/planner/changes/route';
import { GET as getPlanner } from '@/app/api/v1/clubs/[id]/planner/route';
import { POST as getQuote } from '@/app/api/v1/clubs/[id]/quote/route';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makePayment, makeReservation, makeStaff, makeUser } from '@/test/factories';
import { apiRequest, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

const DATE = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 3);

async function makeDesk() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id, name: 'Central' });
  const desk = await makeUser();
  await makeStaff(desk.id, club.id, 'desk');
  const headers = await keyHeaders(desk);
  const ask = async (path: string, body?: object) => {
    const request = apiRequest(`/api/v1/clubs/${club.id}/${path}`, { headers, ...(body && { body }) });
    const sent = body ? { body: request.body, duplex: 'half' } : {};
    const response = await fetch(`${api()}/api/v1/clubs/${club.id}/${path}`, {
      method: request.method,
      headers: request.headers,
      ...sent,
    });
    return { status: response.status, body: await response.json() };
  };
  const book = (hour: number) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      startsAt: new Date(firstInstantOf(DATE, hour * 60, 'Europe/Madrid')),
    });
  return { club, court, ask, book };
}

test('the board of a day, and what changed on it, as the description says', async () => {
  const { club, court, ask, book } = await makeDesk();
  const booking = await book(10);
  await makePayment(booking);
  const { status, body } = await ask(`planner?date=${DATE}`);
  expect(status).toBe(200);
  expect(getPlanner.options.answer.json.parse(body)).toEqual(body);
  expect(body).toMatchObject({
    club_id: club.id,
    date: DATE,
    timezone: 'Europe/Madrid',
    opens_at: expect.stringContaining(`${DATE}T08:00:00+`),
    closes_at: expect.stringContaining(`${DATE}T23:00:00+`),
    courts: [
      { id: court.id, name: 'Central', windows: [{ starts_at: body.opens_at, ends_at: body.closes_at }] },
    ],
    items: [
      {
        id: booking.id,
        starts_at: expect.stringContaining(`${DATE}T10:00:00+`),
        customer: { name: 'Ana Prueba', user_id: booking.userId },
        price: { amount: '45.00', currency: 'EUR' },
        paid: { amount: '45.00', currency: 'EUR' },
        owed: { amount: '0.00', currency: 'EUR' },
        locked: false,
        series_id: null,
      },
    ],
    tray: [],
  });
  const read = async (): Promise<string> => (await ask(`planner?date=${DATE}`)).body.cursor;
  const since = (cursor: string) => ask(`planner/changes?date=${DATE}&since=${cursor}`);
  // The first booking comes again while a transaction of another test on this server is open.
  await expect.poll(async () => (await since(await read())).body.items).toEqual([]);
  const cursor = await read();
  const later = await book(12);
  const changes = await since(cursor);
  expect(getChanges.options.answer.json.parse(changes.body)).toEqual(changes.body);
  expect(changes.body).toMatchObject({ items: [{ id: later.id }], gone: [], cursor: expect.any(String) });
});

test('a quote, as the description says', async () => {
  const { court, ask, book } = await makeDesk();
  const wish = { court_id: court.id, date: DATE, start_time: '10:00', duration: 90 };
  const free = await ask('quote', wish);
  expect(free).toMatchObject({
    status: 200,
    body: { ok: true, price: { amount: '45.00', currency: 'EUR' } },
  });
  const { id } = await book(11);
  const { status, body } = await ask('quote', wish);
  expect(status).toBe(200);
  expect(getQuote.options.answer.json.parse(body)).toEqual(body);
  expect(body).toMatchObject({ ok: false, taken_by: { id }, broken_rules: [] });
  expect(body.alternatives).toHaveLength(3);
});

test.each([
  ['planner?date=2026-02-30', 'date'],
  ['planner', 'date'],
  [`planner?date=${DATE}&view=month`, 'view'],
  [`planner?date=${DATE}&court_id=one`, 'court_id'],
  ['planner?date=1999-12-31', 'date'],
  ['planner?date=2126-01-01', 'date'],
  [`planner/changes?date=${DATE}&since=yesterday`, 'since'],
  [`planner/changes?date=${DATE}`, 'since'],
])('%s is refused at its field', async (path, field) => {
  const { ask } = await makeDesk();
  expect(await ask(path)).toMatchObject({
    status: 400,
    body: { error: 'invalid_input', fields: { [field]: expect.any(Array) } },
  });
});

test.each([
  { start_time: '25:00' },
  { duration: 241 },
  { duration: 0 },
  { date: '2026-02-30' },
  { court: 1 },
])('a quote for %o is refused', async (change) => {
  const { court, ask } = await makeDesk();
  const wish = { court_id: court.id, date: DATE, start_time: '10:00', duration: 90, ...change };
  expect(await ask('quote', wish)).toMatchObject({ status: 400, body: { error: 'invalid_input' } });
});
