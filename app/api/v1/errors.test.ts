import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { payments, reservations } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';
import { addDays, isoWithOffset, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeReservation, makeUser } from '@/test/factories';
import { apiRequest, keyHeaders } from '@/test/requests';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { endpoints } from './_contract/endpoints';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe'] });
const tomorrow = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);
const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';

beforeEach(() => clearFaults(sandbox()));

type Init = NonNullable<Parameters<typeof apiRequest>[1]>;

async function ask(path: string, init: Init = {}) {
  const { method, headers, body } = apiRequest(`/api/v1/${path}`, init);
  const sent = init.body === undefined ? {} : { body, duplex: 'half' };
  const response = await fetch(`${api()}/api/v1/${path}`, { method, headers, ...sent });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** The shape of every refusal. */
const refusal = (status: number, error: string, more: object = {}) => ({
  status,
  body: { error, message: expect.stringMatching(/^\S.*\.$/s), request_id: expect.any(String), ...more },
});

async function makeBooker() {
  const [user, court] = await Promise.all([makeUser(), makeCourt()]);
  const headers = await keyHeaders(user);
  const wish = { court_id: court.id, date: tomorrow, start_time: '10:00', duration: 90 };
  const book = (changes: object = {}) => ask('reservations', { headers, body: { ...wish, ...changes } });
  return { user, court, headers, wish, book };
}

describe('each row of the error table', () => {
  test('invalid_input names the fields', async () => {
    const { headers } = await makeBooker();
    const answer = await ask('reservations', { headers, body: { court_id: 'one', date: 'tomorrow' } });
    expect(answer).toMatchObject(refusal(400, 'invalid_input'));
    expect(Object.keys(answer.body.fields)).toEqual(['court_id', 'date', 'start_time', 'duration']);
  });

  test('unauthenticated says how to come in', async () => {
    const answer = await ask('reservations');
    expect(answer).toMatchObject(refusal(401, 'unauthenticated'));
    expect(answer.headers.get('www-authenticate')).toBe('Token');
  });

  test('forbidden for a key that may only read', async () => {
    const { user, wish } = await makeBooker();
    const headers = await keyHeaders(user, 'read');
    expect(await ask('reservations', { headers, body: wish })).toMatchObject(refusal(403, 'forbidden'));
  });

  test('not_found for what does not exist, what is not yours, and a path that leads nowhere', async () => {
    const { headers } = await makeBooker();
    const foreign = await makeReservation();
    for (const path of [
      `reservations/${nobody}`,
      `reservations/${foreign.id}`,
      'reservations/7',
      'nowhere',
    ]) {
      expect(await ask(path, { headers }), path).toMatchObject(refusal(404, 'not_found'));
    }
  });

  test('slot_taken comes with up to three alternatives, each of which can be booked', async () => {
    const { court, book } = await makeBooker();
    expect((await book()).status).toBe(201);
    const rival = await keyHeaders(await makeUser());
    const body = { court_id: court.id, date: tomorrow, start_time: '10:00', duration: 90 };
    const answer = await ask('reservations', { headers: rival, body });
    expect(answer).toMatchObject(refusal(409, 'slot_taken'));
    expect(answer.body.alternatives).toHaveLength(3);
    const [{ court_id, start_time }] = answer.body.alternatives;
    const instead = await ask('reservations', { headers: rival, body: { ...body, court_id, start_time } });
    expect(instead.status).toBe(201);
  });

  test('conflict when nothing is owed', async () => {
    const { user, headers } = await makeBooker();
    const paid = await makeReservation({ userId: user.id });
    const answer = await ask(`reservations/${paid.id}/retry-payment`, { method: 'POST', headers });
    expect(answer).toMatchObject(refusal(409, 'conflict'));
  });

  test('conflict once the time to pay is over: the secret of the payment is gone, and then the end of the hold', async () => {
    const { headers, user, book } = await makeBooker();
    const { body: held } = await book();
    const own = eq(reservations.userId, user.id);
    await db()
      .update(reservations)
      .set({ holdExpiresAt: new Date(Date.now() - 1) })
      .where(own);
    const retried = await ask(`reservations/${held.id}/retry-payment`, { method: 'POST', headers });
    expect(retried).toMatchObject(refusal(409, 'conflict'));
    const { body: over } = await ask(`reservations/${held.id}`, { headers });
    expect(over.payment).not.toHaveProperty('client_secret');
    expect(over.expires_at).toMatch(/[+-]\d\d:\d\d$/);
    await db().update(reservations).set({ status: 'expired' }).where(own);
    expect((await ask(`reservations/${held.id}`, { headers })).body.expires_at).toBeNull();
  });

  test('amount_mismatch for a price of one’s own', async () => {
    const { headers, book } = await makeBooker();
    const { body: reservation } = await book();
    const metadata = { reservation_id: reservation.id };
    for (const wrong of [{ amount: '44.99' }, { amount: 1 }, { amount: '-45.00' }, { currency: 'USD' }]) {
      const answer = await ask('payments/create-intent', { headers, body: { ...wrong, metadata } });
      expect(answer, JSON.stringify(wrong)).toMatchObject(refusal(422, 'amount_mismatch'));
    }
  });

  test.each([
    ['in_past', { date: addDays(tomorrow, -2) }],
    ['beyond_horizon', { date: addDays(tomorrow, 300) }],
    ['off_grid', { start_time: '10:10' }],
    ['duration_not_sold', { duration: 75 }],
    ['closed', { start_time: '03:00' }],
    ['leaves_gap', { start_time: '08:30' }],
    ['dst_gap', { date: '2027-03-28', start_time: '02:30' }],
  ])('not_bookable says why: %s', async (reason, changes) => {
    const { book, user } = await makeBooker();
    expect(await book(changes)).toMatchObject(refusal(422, 'not_bookable', { reason }));
    expect(await db().select().from(reservations).where(eq(reservations.userId, user.id))).toEqual([]);
  });

  test('rate_limited says when to come back', async () => {
    const { headers, book } = await makeBooker();
    for (const start_time of ['08:00', '09:30', '11:00', '12:30']) await book({ start_time });
    const answer = await book({ start_time: '14:00' });
    expect(answer).toMatchObject(refusal(429, 'rate_limited'));
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('reservations', { headers })).body.count).toBe(4);
  });

  test('internal tells nothing of what is inside', async () => {
    await sql()`alter table search_documents rename to search_documents_hidden`;
    try {
      const answer = await ask('search?q=padel');
      expect(answer).toMatchObject(refusal(500, 'internal'));
      expect(JSON.stringify(answer.body)).not.toMatch(/search_documents|relation|select/i);
    } finally {
      await sql()`alter table search_documents_hidden rename to search_documents`;
    }
  });

  test('service_unavailable when the database does not answer in time', async () => {
    const answer = await sql().begin(async (tx) => {
      await tx`lock table search_documents in access exclusive mode`;
      return ask('search?q=padel');
    });
    expect(answer).toMatchObject(refusal(503, 'service_unavailable'));
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('spec: test_payment_failure_recovery — payment_service_unavailable saves the reservation, and the retry works', async () => {
    const { headers, user, book } = await makeBooker();
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    const answer = await book({ duration: 60 });
    expect(answer).toMatchObject(refusal(503, 'payment_service_unavailable'));
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const [saved] = await db().select().from(reservations).where(eq(reservations.userId, user.id));
    expect(saved?.status).toBe('payment_pending');
    const { id, status, expires_at } = answer.body.reservation;
    expect({ id, status }).toEqual({ id: saved?.id, status: 'payment_pending' });
    expect(expires_at).toBe(isoWithOffset(saved?.holdExpiresAt?.getTime() ?? 0, 'Europe/Madrid'));

    await clearFaults(sandbox());
    const retried = await ask(`reservations/${id}/retry-payment`, { method: 'POST', headers });
    expect(retried).toMatchObject({ status: 200, body: { payment: { status: 'pending', amount: '30.00' } } });
    expect(retried.body.payment.client_secret).toContain(retried.body.payment.payment_intent_id);
  });
});

describe('a method that a path does not have', () => {
  const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const paths = groupBy(endpoints, ({ path }) => path.replaceAll(/\{\w+\}/g, nobody));

  test.each([...paths])('at %s is refused, with those it has', async (path, served) => {
    const here = served.map(({ method }): string => method);
    const allowed = [...here, ...(here.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
    for (const method of METHODS.filter((candidate) => !here.includes(candidate))) {
      const answer = await ask(path.slice(1), { method });
      expect(answer, method).toMatchObject(refusal(405, 'method_not_allowed'));
      expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed.toSorted());
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-request-id')).toBe(answer.body.request_id);
    }
    const options = await fetch(`${api()}/api/v1${path}`, { method: 'OPTIONS' });
    expect(options.status).toBe(204);
    expect(options.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed.toSorted());
  });
});

describe('bad input', () => {
  test.each([
    ['text', 'hello', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['70 KB', JSON.stringify({ extras: 'x'.repeat(70_000) }), {}, 413, 'payload_too_large'],
    ['broken JSON', '{"court_id":1', {}, 400, 'invalid_input'],
    ['__proto__', '{"court_id":1,"__proto__":{"operator":true}}', {}, 400, 'invalid_input'],
  ])('a body of %s is refused', async (_title, body, headers, status, code) => {
    const booker = await makeBooker();
    const answer = await ask('reservations', { headers: { ...booker.headers, ...headers }, body });
    expect(answer).toMatchObject(refusal(status, code));
  });

  test.each(['price', 'status', 'user_id', 'userId', 'amount_minor', 'constructor'])(
    'the unknown key %s is refused by name, and nothing is held',
    async (key) => {
      const { user, book } = await makeBooker();
      expect(await book({ [key]: 1 })).toMatchObject(
        refusal(400, 'invalid_input', { fields: { [key]: [expect.any(String)] } }),
      );
      expect(await db().select().from(reservations).where(eq(reservations.userId, user.id))).toEqual([]);
    },
  );

  test('a participant nobody knows is named', async () => {
    const { book } = await makeBooker();
    const answer = await book({ participants: [nobody] });
    expect(answer).toMatchObject(refusal(400, 'invalid_input'));
    expect(Object.keys(answer.body.fields)).toEqual(['participants.0']);
  });

  test.each([
    ['29 February of a common year', { date: '2027-02-29' }],
    ['a thirteenth month', { date: '2026-13-01' }],
    ['a time beyond midnight', { start_time: '24:00' }],
    ['half a minute', { duration: 60.5 }],
    ['no time at all', { duration: 0 }],
    ['a court that is a text', { court_id: '1' }],
    ['a court of the eleventh power', { court_id: 99_999_999_999 }],
    ['eight participants', { participants: Array.from({ length: 8 }, () => nobody) }],
    ['a guest without a name', { guest: { name: ' ', email: 'a@b.test' } }],
  ])('%s is refused', async (_title, changes) => {
    const { book } = await makeBooker();
    const answer = await book(changes);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.error).toMatch(/^(invalid_input|not_found)$/);
  });

  test('a city nobody has finds nothing, and the nearest that has courts', async () => {
    await makeCourt({ clubId: (await makeClub({ city: 'Málaga' })).id });
    const answer = await ask(`courts/search?date=${tomorrow}&time=10:00&duration=90&city=Malaja`);
    expect(answer).toMatchObject({
      status: 200,
      body: { results: [], count: 0, next: null, nearest_city: 'Málaga' },
    });
  });

  test('a day that is over has no free court, and is not an error', async () => {
    await makeBooker();
    const day = addDays(tomorrow, -2);
    const answer = await ask(`courts/search?date=${day}&time=10:00&duration=90&city=Madrid`);
    expect(answer).toMatchObject({ status: 200, body: { results: [], count: 0 } });
  });

  test.each([
    'courts/search?date=2026-02-30&time=10:00&duration=90',
    'courts/search?date=2026-12-01&time=1000&duration=90',
    'courts/search?date=2026-12-01&time=10:00&duration=-90',
    'courts/search?date=2026-12-01&time=10:00&duration=90&lat=999&lng=0',
    'courts/search?date=2026-12-01&date=2026-12-02&time=10:00&duration=90',
    'courts/search?date=2026-12-01&time=10:00&duration=90&page_size=101',
    'search?q=',
    'search?q=%00',
    'clubs?page=0',
  ])('%s is refused', async (path) => {
    expect(await ask(path)).toMatchObject(refusal(400, 'invalid_input'));
  });

  test.each([
    'courts/0/availability',
    'courts/99999999/availability',
    'courts/99999999999/availability',
    'courts/x/availability',
    'clubs/no-such-club',
    'clubs/%00',
  ])('there is no %s', async (path) => {
    const query = `?date=${tomorrow}&duration=60`;
    expect(await ask(path + query)).toMatchObject(refusal(404, 'not_found'));
  });

  test('two users on one slot: one court, one 201, one 409', async () => {
    const { court } = await makeBooker();
    const body = { court_id: court.id, date: tomorrow, start_time: '10:00', duration: 90 };
    const both = await Promise.all([makeUser(), makeUser()]);
    const answers = await Promise.all(
      both.map(async (user) => ask('reservations', { headers: await keyHeaders(user), body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('the same press twice leads to one payment', async () => {
    const { headers, book } = await makeBooker();
    const { body: reservation } = await book();
    const body = { metadata: { reservation_id: reservation.id } };
    const answers = await Promise.all([
      ask('payments/create-intent', { headers, body }),
      ask('payments/create-intent', { headers, body }),
    ]);
    expect(answers.map(({ body: { id } }) => id)).toEqual(
      Array.from({ length: 2 }, () => reservation.payment.payment_intent_id),
    );
    const rows = await db().select().from(payments).where(eq(payments.reservationId, reservation.id));
    expect(rows).toHaveLength(1);
  });
});
