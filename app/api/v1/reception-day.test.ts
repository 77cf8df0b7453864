import { afterAll, expect, test } from 'vitest';
import { addDays, localDateOf, localTime, MINUTE_MS } from '@/lib/core/time';
import { makeClub, makeCourt, makeStaff, makeUser } from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

const ZONE = 'Europe/Madrid';
const LATER = addDays(localDateOf(Date.now(), ZONE), 3);

async function makeDesk() {
  const club = await makeClub({ opensMinute: 0, closesMinute: 1440 });
  const [first, second] = [await makeCourt({ clubId: club.id }), await makeCourt({ clubId: club.id })];
  await makeStaff((await makeUser()).id, club.id, 'owner');
  const desk = await makeUser({ name: 'Marta' });
  await makeStaff(desk.id, club.id, 'desk');
  const headers = { ...(await keyHeaders(desk)), 'content-type': 'application/json' };
  /** A request that must be taken. */
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${api()}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    expect(response.ok, `${method} ${path} ${JSON.stringify(answer)}`).toBe(true);
    return answer;
  };
  const book = async (wish: object) => {
    const { bookings, act } = await call('POST', `/clubs/${club.id}/bookings`, wish);
    return { item: bookings[0], act };
  };
  const owedFor = async (id: string) => {
    const { results } = await call('GET', `/clubs/${club.id}/dues?open=true&page_size=100`);
    return results.filter((due: { reservation_id: string }) => due.reservation_id === id);
  };
  return { club, first, second, call, book, owedFor };
}

const startedAgo = (minutes: number) => {
  const ms = Date.now() - minutes * MINUTE_MS;
  return { date: localDateOf(ms, ZONE), start_time: localTime(ms, ZONE) };
};

afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
});

test('a receptionist works a day: books, moves, takes and gives back money, undoes, and counts to the cent', async () => {
  const { club, first, second, call, book, owedFor } = await makeDesk();
  const till = await call('POST', `/clubs/${club.id}/till/shifts`, { float: '150.00' });

  const counter = { court_ids: [first.id], ...startedAgo(20), duration: 60, kind: 'walk_in' };
  const walkIn = await book({ ...counter, settle: { method: 'cash' } });
  expect(walkIn.item).toMatchObject({ paid: { amount: '30.00' }, owed: { amount: '0.00' } });
  await call('POST', `/reservations/${walkIn.item.id}/check-in`, { revision: walkIn.item.revision });

  const phone = { date: LATER, start_time: '10:00', duration: 90, kind: 'booking' };
  const called = await book({ ...phone, court_ids: [first.id], customer: { name: 'Ana Ruiz' } });
  const longer = { revision: called.item.revision, date: LATER, start_time: '11:00', duration: 120 };
  const moved = await call('POST', `/reservations/${called.item.id}/move`, { ...longer, price: 'list' });
  expect(moved).toMatchObject({ difference: { amount: '15.00' }, booking: { owed: { amount: '60.00' } } });
  for (const { id } of await owedFor(called.item.id))
    await call('POST', `/dues/${id}/pay`, { method: 'card_terminal', reference: '0042' });
  expect(await owedFor(called.item.id)).toEqual([]);

  const absent = { court_ids: [second.id], ...startedAgo(20), duration: 60, kind: 'booking' };
  const missed = await book({ ...absent, customer: { name: 'Luis Mora' } });
  const noShow = { revision: missed.item.revision };
  expect(await call('POST', `/reservations/${missed.item.id}/no-show`, noShow)).toMatchObject({
    booking: { status: 'no_show', owed: { amount: '30.00' } },
  });
  const instead = await book({ ...counter, court_ids: [second.id], settle: { method: 'cash' } });

  const mistaken = { ...phone, start_time: '18:00', court_ids: [first.id, second.id] };
  const { act } = await book({ ...mistaken, customer: { name: 'Eva' }, settle: { method: 'cash' } });
  const undone = await call('POST', `/acts/${act.id}/undo`, {});
  expect(undone.bookings).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);

  const cancelled = await call('POST', `/clubs/${club.id}/bookings/cancel`, { ids: [called.item.id] });
  expect(cancelled).toMatchObject({
    refunded: { amount: '60.00' },
    bookings: [{ refund: { rule: 'free' } }],
  });
  const [back] = await owedFor(called.item.id);
  expect(back).toMatchObject({ amount: { amount: '-60.00' }, cause: 'cancelled' });
  await call('POST', `/dues/${back.id}/pay`, { method: 'cash' });

  const board = await call('GET', `/clubs/${club.id}/planner?date=${counter.date}`);
  expect(board.items.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining([walkIn.item.id, missed.item.id, instead.item.id]),
  );
  expect(
    (await call('GET', `/clubs/${club.id}/bookings?owed=true&from=${counter.date}`)).results,
  ).toMatchObject([{ id: missed.item.id }]);
  expect(await call('POST', `/till/shifts/${till.id}/close`, { counted: '150.00' })).toMatchObject({
    expected: { amount: '150.00' },
    difference: { amount: '0.00' },
  });
});
