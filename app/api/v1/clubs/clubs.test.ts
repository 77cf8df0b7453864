import { describe, expect, test } from 'vitest';
import { makeClub, makeCourt, makeReservation, makeStaff, makeUser } from '@/test/factories';
import { apiRequest, browserHeaders, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';

const api = useApiAtHome();
useSandbox({ appUrl: () => api() });

type Init = NonNullable<Parameters<typeof apiRequest>[1]>;

async function ask(path: string, init: Init = {}) {
  const { method, headers, body } = apiRequest(`/api/v1/${path}`, init);
  const sent = init.body === undefined ? {} : { body, duplex: 'half' };
  const response = await fetch(`${api()}/api/v1/${path}`, { method, headers, ...sent });
  return { status: response.status, body: await response.json() };
}

async function makeOwned() {
  const [club, owner] = await Promise.all([makeClub(), makeUser()]);
  await makeStaff(owner.id, club.id);
  await makeCourt({ clubId: club.id, name: 'Central' });
  return { club, headers: await keyHeaders(owner) };
}

describe('clubs', () => {
  test('are listed by city and shown by id and by slug alike', async () => {
    const { club } = await makeOwned();
    const { body } = await ask(`clubs/${club.slug}`);
    expect(body).toMatchObject({ id: club.id, name: club.name, courts: [{ name: 'Central' }] });
    expect((await ask(`clubs/${club.id}`)).body).toEqual(body);
    const { body: inMadrid } = await ask('clubs?city=MADRID&page_size=100');
    expect(inMadrid.results).toContainEqual(body);
    expect((await ask('clubs?city=Nowhere')).body).toEqual({ results: [], count: 0, next: null });
  });

  test('a change is answered with the club as it is now, and is consistent once the job has run', async () => {
    const { club, headers } = await makeOwned();
    const body = {
      name: 'Nombre nuevo',
      refund_policy: { free_hours: 48, later_percent: 25, nothing_hours: 4 },
    };
    const changed = await ask(`clubs/${club.slug}`, {
      method: 'PATCH',
      headers,
      body: { revision: 0, ...body },
    });
    expect(changed).toMatchObject({ status: 200, body: { id: club.id, slug: club.slug, ...body } });
    expect((await ask(`clubs/${club.id}`)).body).toMatchObject(body);
    const operation = () => ask(`operations/${changed.body.operation_id}`, { headers });
    expect((await operation()).body).toMatchObject({
      id: changed.body.operation_id,
      services: { database: 'completed', cache: 'completed' },
    });
    await expect.poll(async () => (await operation()).body.status).toBe('consistent');
    expect((await ask('search?q=Nombre%20nuevo&type=club')).body.results).toMatchObject([{ id: club.id }]);
  });

  test('extras are one list with its revision, are shown to all with their currency, and change nowhere else', async () => {
    const { club, headers } = await makeOwned();
    const put = (body: object, query = '') =>
      ask(`clubs/${club.id}/extras${query}`, { method: 'PUT', headers, body });
    const balls = { code: 'balls', name: { es: 'Bolas', en: 'Balls' } };
    const wanted = { revision: 0, extras: [{ ...balls, price: '5.50' }] };
    const { body: looked } = await put(wanted, '?preview=true');
    expect(looked).toEqual({
      ...wanted,
      changes: [{ ...balls, before: null, after: '5.50' }],
      affected: [],
      operation_id: null,
    });
    const { body: saved } = await put(wanted);
    expect(saved).toMatchObject({
      revision: 1,
      operation_id: expect.any(String),
      act: { id: expect.any(String) },
    });
    expect((await ask(`clubs/${club.id}/extras`, { headers })).body).toEqual({ ...wanted, revision: 1 });
    expect((await ask(`clubs/${club.id}`)).body.extras).toEqual([
      { ...balls, price: { amount: '5.50', currency: 'EUR' }, price_minor: 550 },
    ]);
    expect(await put(wanted)).toMatchObject({ status: 409, body: { current: { revision: 1 } } });
    const body = { revision: 0, extras: [] };
    expect((await ask(`clubs/${club.id}`, { method: 'PATCH', headers, body })).status).toBe(400);
  });

  test('a change is for owners, and for what may be changed', async () => {
    const { club, headers } = await makeOwned();
    const patch = (who: Record<string, string>, body: object) =>
      ask(`clubs/${club.id}`, { method: 'PATCH', headers: who, body: { revision: 0, ...body } });
    expect((await patch({}, { name: 'X' })).status).toBe(401);
    expect((await patch(await keyHeaders(await makeUser()), { name: 'X' })).status).toBe(404);
    const desk = await makeUser();
    await makeStaff(desk.id, club.id, 'desk');
    expect((await patch(await keyHeaders(desk), { name: 'X' })).status).toBe(403);
    const foreign = { ...(await browserHeaders(await makeUser())), origin: 'https://evil.test' };
    expect((await patch(foreign, { name: 'X' })).status).toBe(403);
    for (const body of [
      { currency: 'USD' },
      { timezone: 'Mars/Olympus' },
      { deleted_at: null },
      { name: 7 },
    ]) {
      expect((await patch(headers, body)).status, JSON.stringify(body)).toBe(400);
    }
    expect((await ask(`clubs/${club.id}`)).body.name).toBe(club.name);
  });

  test('a change names the revision that was read, and an older one is answered with what it is now', async () => {
    const { club, headers } = await makeOwned();
    const patch = (body: object) => ask(`clubs/${club.id}`, { method: 'PATCH', headers, body });
    expect((await patch({ phone: '+34985000001' })).status).toBe(400);
    const { body } = await patch({ revision: 0, phone: '+34985000001' });
    expect(body.revision).toBe(1);
    expect(await patch({ revision: 0, phone: '+34985000002' })).toMatchObject({
      status: 409,
      body: { error: 'conflict', current: { id: club.id, revision: 1, phone: '+34985000001' } },
    });
  });

  test('a deleted one is gone everywhere, says what went with it, and comes back without its bookings', async () => {
    const { club, headers } = await makeOwned();
    const player = await makeUser();
    const court = await makeCourt({ clubId: club.id });
    const { id } = await makeReservation({ courtId: court.id, userId: player.id });
    const deleted = await ask(`clubs/${club.id}`, { method: 'DELETE', headers });
    expect(deleted).toEqual({
      status: 200,
      body: {
        courts: 2,
        reservations: 1,
        refunds: 0,
        notices: 1,
        refunded: { amount: '0.00', currency: 'EUR' },
        owed: { amount: '0.00', currency: 'EUR' },
        operation_id: expect.any(String),
      },
    });
    expect((await ask(`clubs/${club.id}`)).status).toBe(404);
    expect((await ask(`courts/${court.id}/availability?date=2027-01-01&duration=60`)).status).toBe(404);
    const seen = await ask(`reservations/${id}`, { headers: await keyHeaders(player) });
    expect(seen.body).toMatchObject({ status: 'cancelled' });
    expect((await ask(`clubs/${club.id}`, { method: 'DELETE', headers })).status).toBe(404);
    const restored = await ask(`clubs/${club.id}/restore`, { method: 'POST', headers });
    expect(restored).toMatchObject({ status: 200, body: { courts: 2, not_restored: [{ id }] } });
    expect((await ask(`clubs/${club.id}`)).status).toBe(200);
    expect((await ask(`courts/${court.id}/availability?date=2027-01-01&duration=60`)).status).toBe(200);
    expect((await ask(`clubs/${club.id}/restore`, { method: 'POST', headers })).status).toBe(409);
  });

  test('are taken over from the directory by an operator', async () => {
    const player = await keyHeaders(await makeUser());
    expect((await ask('clubs/sync', { method: 'POST', headers: player })).status).toBe(403);
    const operator = await keyHeaders(await makeUser({ operatorSince: new Date() }));
    expect(await ask('clubs/sync', { method: 'POST', headers: operator })).toEqual({
      status: 200,
      body: { created: 3, updated: 0, unchanged: 0, deactivated: 0, errors: 0 },
    });
    expect((await ask('clubs?city=malaga')).body).toMatchObject({
      count: 1,
      results: [{ opening_hours: [] }],
    });
  });
});
