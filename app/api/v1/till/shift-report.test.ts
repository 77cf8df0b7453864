import { expect, test } from 'vitest';
import { hashPassword } from '@/lib/auth/password';
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

/** A till with 100 € of float, 20 € that came in cash, 25 € by terminal, and 5 € that were taken out. */
async function makeDay() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id, name: 'Central' });
  const desk = await makeUser({ name: 'Marta Gil', passwordHash: await hashPassword('un-secreto-largo') });
  await makeStaff(desk.id, club.id, 'desk');
  const key = await keyHeaders(desk);
  const call = async (path: string, body?: object, headers: Record<string, string> = key) => {
    const response = await fetch(`${api()}/api/v1${path}`, {
      headers: { 'accept-language': 'en', 'content-type': 'application/json', ...headers },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const opened = await call(`/clubs/${club.id}/till/shifts`, { float: '100.00' });
  const { id } = JSON.parse(opened.text) as { id: string };
  const { id: customerId } = await makeCustomer(club.id, { name: '=1+1' });
  const due = await makeDue(
    await makeReservation({ clubId: club.id, courtId: court.id, userId: null, customerId }),
  );
  await call(`/dues/${due.id}/pay`, { method: 'cash', amount: '20.00' });
  await call(`/dues/${due.id}/pay`, { method: 'card_terminal', reference: '0042' });
  await call(`/clubs/${club.id}/till/entries`, { kind: 'cash_out', amount: '5.00', note: 'Pelotas' });
  const report = (headers?: Record<string, string>) =>
    call(`/till/shifts/${id}/report.csv`, undefined, headers);
  return { club, desk, id, call, report };
}

/** Without the date and time of each line. */
const linesOf = (text: string, comma = ',') =>
  text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(comma).toSpliced(1, 2).join(comma));

test('a shift is reported while it is open, and once it is closed with what was counted', async () => {
  const { club, id, call, report } = await makeDay();
  expect(JSON.parse((await call(`/till/shifts/${id}`)).text)).toMatchObject({
    expected: { amount: '115.00' },
    counted: null,
  });
  const open = await report();
  expect(open.headers.get('content-disposition')).toMatch(
    new RegExp(`filename="${club.slug}-till-\\d{4}-\\d\\d-\\d\\d\\.csv"`),
  );
  const sofar = [
    'float,cash,100.00,EUR,,,,,Marta Gil',
    "payment,cash,20.00,EUR,'=1+1,Central,,,Marta Gil",
    "payment,card_terminal,25.00,EUR,'=1+1,Central,0042,,Marta Gil",
    'cash_out,cash,-5.00,EUR,,,,Pelotas,Marta Gil',
    'expected,cash,115.00,EUR,,,,,',
  ];
  expect(linesOf(open.text)).toEqual(sofar);
  await call(`/till/shifts/${id}/close`, { counted: '113.00', note: 'Faltan dos' });
  expect(linesOf((await report()).text)).toEqual([
    ...sofar,
    'counted,cash,113.00,EUR,,,,,Marta Gil',
    'difference,cash,-2.00,EUR,,,,Faltan dos,Marta Gil',
  ]);
});

test('a report is for whoever opened its till and for those who see all of the money', async () => {
  const { club, desk, id, call } = await makeDay();
  const colleague = await makeUser();
  await makeStaff(colleague.id, club.id, 'desk');
  const accountant = await makeUser();
  await makeStaff(accountant.id, club.id, 'accountant');
  const ask = async (who: { id: string }, path = '') =>
    (await call(`/till/shifts/${id}${path}`, undefined, await keyHeaders({ ...desk, ...who }))).status;
  for (const path of ['', '/report.csv']) {
    expect(await ask(colleague, path)).toBe(403);
    expect(await ask(accountant, path)).toBe(200);
    expect(await ask(await makeUser(), path)).toBe(404);
  }
});

test('a session must have given its password lately for the file', async () => {
  const { desk, report } = await makeDay();
  const refused = await report(await browserHeaders(desk, { life: 'staff', provenAt: 0 }));
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text)).toMatchObject({ reason: 'step_up' });
});
