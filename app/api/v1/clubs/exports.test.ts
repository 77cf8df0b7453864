import { expect, test } from 'vitest';
import { hashPassword } from '@/lib/auth/password';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeDue,
  makeReservation,
  makeStaff,
  makeUser,
} from '@/test/factories';
import { browserHeaders, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

const DATE = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 3);

async function makeDesk() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id, name: 'Central' });
  const manager = await makeUser({ passwordHash: await hashPassword('un-secreto-largo') });
  await makeStaff(manager.id, club.id, 'manager');
  const key = await keyHeaders(manager);
  const download = async (search = '', headers: Record<string, string> = key) => {
    const path = `${api()}/api/v1/clubs/${club.id}/exports/bookings.csv${search}`;
    const response = await fetch(path, { headers: { 'accept-language': 'en', ...headers } });
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  };
  const book = (minute: number, more: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      startsAt: new Date(firstInstantOf(DATE, minute, 'Europe/Madrid')),
      ...more,
    });
  return { club, manager, key, download, book };
}

const linesOf = ({ bytes }: { bytes: Buffer }) => bytes.toString('utf8').trim().split('\r\n');

test('the bookings are a CSV file whose texts are no formulas and whose numbers are numbers', async () => {
  const { club, download, book } = await makeDesk();
  const { id: customerId } = await makeCustomer(club.id, { name: '=HYPERLINK("http://evil")' });
  const owing = await book(600, { userId: null, customerId, channel: 'phone' });
  await makeDue(owing);
  const back = await book(720, { status: 'cancelled', title: 'Liga, "A"' });
  await makeDue(back, { amountMinor: -1500, cause: 'cancelled' });
  const file = await download();
  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${club.slug}-bookings.csv"`);
  expect([...file.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const code = (id: string) => id.slice(-6).toUpperCase();
  expect(linesOf(file).slice(1)).toEqual([
    `${code(owing.id)},${DATE},10:00,11:30,Central,booking,phone,confirmed,"'=HYPERLINK(""http://evil"")",,,45.00,0.00,45.00,EUR`,
    `${code(back.id)},${DATE},12:00,13:30,Central,booking,online,cancelled,Ana Prueba,"Liga, ""A""",,45.00,0.00,-15.00,EUR`,
  ]);
});

test('in Spanish it has semicolons and decimal commas', async () => {
  const { key, download, book } = await makeDesk();
  await makeDue(await book(600));
  const [head, line] = linesOf(await download('', { ...key, 'accept-language': 'es' }));
  expect(head).toContain('code;date;start_time');
  expect(line).toContain(';45,00;0,00;45,00;EUR');
});

test('it holds what its filters find, however many they are', async () => {
  const { download, book } = await makeDesk();
  const many = Array.from({ length: 501 }, (_, index) => index);
  for (const minute of many) await book(minute * 2, { status: 'cancelled', durationMinutes: 60 });
  const standing = await book(600);
  expect(linesOf(await download())).toHaveLength(503);
  const lines = linesOf(await download('?status=confirmed'));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(standing.id.slice(-6).toUpperCase());
  expect(await download('?status=displaced')).toMatchObject({ status: 400 });
});

test('a session must have given its password lately, and a desk may not', async () => {
  const { club, manager, download } = await makeDesk();
  const stale = await browserHeaders(manager, { life: 'staff', provenAt: 0 });
  const refused = await download('', stale);
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.bytes.toString())).toMatchObject({ reason: 'step_up' });
  const desk = await makeUser();
  await makeStaff(desk.id, club.id, 'desk');
  expect(await download('', await keyHeaders(desk))).toMatchObject({ status: 403 });
});
