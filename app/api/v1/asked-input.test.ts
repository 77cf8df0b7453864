import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { clubs, reservations } from '@/db/schema';
import { addDays, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeStaff, makeUser } from '@/test/factories';
import { apiRequest, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ appUrl: () => api() });

const today = localDateOf(Date.now(), 'Europe/Madrid');
const inYears = (years: number) => `${Number(today.slice(0, 4)) + years}${today.slice(4)}`;

type Init = NonNullable<Parameters<typeof apiRequest>[1]>;

async function ask(path: string, init: Init = {}) {
  const { method, headers, body } = apiRequest(`/api/v1/${path}`, init);
  const sent = init.body === undefined ? {} : { body, duplex: 'half' };
  const response = await fetch(`${api()}/api/v1/${path}`, { method, headers, ...sent });
  return { status: response.status, body: await response.json() };
}

const refused = (field: string) => ({
  status: 400,
  body: { error: 'invalid_input', fields: { [field]: expect.any(Array) } },
});

const place: { courtId: number; clubId: number; headers: Record<string, string> } = {
  courtId: 0,
  clubId: 0,
  headers: {},
};
beforeAll(async () => {
  const court = await makeCourt();
  Object.assign(place, {
    courtId: court.id,
    clubId: court.clubId,
    headers: await keyHeaders(await makeUser()),
  });
});

const search = (changes: Record<string, string>) =>
  ask(
    `courts/search?${new URLSearchParams({ date: addDays(today, 1), time: '10:00', duration: '90', ...changes })}`,
  );
const book = (changes: object) =>
  ask('reservations', {
    headers: place.headers,
    body: { court_id: place.courtId, date: today, start_time: '10:00', duration: 90, ...changes },
  });

describe('a date', () => {
  const far = ['9999-12-31', '1000-01-01', addDays(inYears(2), 2), addDays(today, -3)];

  test.each(far)('%s is out of reach everywhere', async (date) => {
    const late = { date, time: '23:59', duration: '240', within_minutes: '720' };
    expect(await search(late)).toMatchObject(refused('date'));
    expect(await search({ date })).toMatchObject(refused('date'));
    const day = `courts/${place.courtId}/availability?date=${date}&duration=90`;
    expect(await ask(day)).toMatchObject(refused('date'));
    expect(await book({ date })).toMatchObject(refused('date'));
  });

  test.each([addDays(today, -1), today, inYears(2)])('%s is answered', async (date) => {
    expect((await search({ date })).status).toBe(200);
    expect((await ask(`courts/${place.courtId}/availability?date=${date}&duration=90`)).status).toBe(200);
    expect(await book({ date, start_time: '03:00' })).toMatchObject({ status: 422 });
  });

  test('is out of reach by the clocks of the club that is meant', async () => {
    const date = addDays(today, -2);
    expect(await book({ date })).toMatchObject(refused('date'));
    const day = `courts/${place.courtId}/availability?date=${date}&duration=90`;
    expect(await ask(day)).toMatchObject(refused('date'));
  });
});

describe('a number', () => {
  test.each(['1e2', '0x5a', '90.0', '+90', ' 90', '90 ', '', '090', '9_0', 'Infinity', '２', '1e400'])(
    'is in plain decimal or none: %j',
    async (number) => {
      expect(await search({ duration: number })).toMatchObject(refused('duration'));
      expect(await search({ within_minutes: number })).toMatchObject(refused('within_minutes'));
      expect(await search({ page: number })).toMatchObject(refused('page'));
      const day = `courts/${place.courtId}/availability?date=${today}&duration=${encodeURIComponent(number)}`;
      expect(await ask(day)).toMatchObject(refused('duration'));
    },
  );

  test.each([
    { lat: '', lng: '' },
    { lat: '0x28', lng: '-3' },
    { lat: '4e1', lng: '-3' },
    { lat: '.5', lng: '-3' },
    { lat: '40', lng: '-3', radius_km: '1e2' },
  ])('of a place too: %j', async (point) => {
    expect(await search({ city: 'Madrid', ...point })).toMatchObject({
      status: 400,
      body: { error: 'invalid_input' },
    });
  });

  test('is an id in one way alone', async () => {
    const written = (id: number) => [
      `0x${id.toString(16)}`,
      `${id}e0`,
      `${id}.0`,
      `0${id}`,
      `%20${id}`,
      `+${id}`,
    ];
    for (const id of written(place.courtId)) {
      const { status } = await ask(`courts/${id}/availability?date=${today}&duration=90`);
      expect(status, id).toBe(404);
    }
    for (const id of written(place.clubId)) expect((await ask(`clubs/${id}`)).status, id).toBe(404);
    for (const id of ['1e0', '0x1', '01', '9007199254740993', '-1']) {
      const read = await ask(`notifications/${id}/read`, { method: 'POST', headers: place.headers });
      expect(read.status, id).toBe(404);
    }
  });

  test.each(['1000000000', '2147483648', '9223372036854775808', '-1', '0'])(
    'of a page is no more than can be asked: %s',
    async (page) => {
      for (const path of [
        'clubs?',
        'search?q=padel&',
        'reservations?',
        'notifications?',
        'users/me/tokens?',
      ]) {
        const answer = await ask(`${path}page=${page}`, { headers: place.headers });
        expect(answer, path).toMatchObject(refused('page'));
      }
    },
  );
});

describe('a place', () => {
  test.each([
    ['lat', 'lng', '40.4'],
    ['lng', 'lat', '-3.7'],
  ])('is not %s alone', async (given, missing, value) => {
    expect(await search({ [given]: value })).toMatchObject(refused(missing));
    expect(await search({ [given]: value, city: 'Madrid' })).toMatchObject(refused(missing));
  });
});

describe('a write', () => {
  test('does nothing when it is given a parameter that it does not know', async () => {
    const [club, owner] = await Promise.all([makeClub(), makeUser()]);
    await makeStaff(owner.id, club.id);
    const headers = await keyHeaders(owner);
    const path = `clubs/${club.id}`;
    for (const parameter of ['preview=true', 'dry_run=1', 'preview=', '__proto__=1']) {
      const [name = ''] = parameter.split('=');
      // What changes or closes a club has a preview, which does nothing either.
      const status = parameter === 'preview=true' ? 200 : 400;
      const deleted = await ask(`${path}?${parameter}`, { method: 'DELETE', headers });
      expect(deleted.status, parameter).toBe(status);
      expect(Object.keys(deleted.body.fields ?? {})).toEqual(status === 200 ? [] : [name]);
      const changed = await ask(`${path}?${parameter}`, {
        method: 'PATCH',
        headers,
        body: { revision: 0, name: 'X' },
      });
      expect(changed.status, parameter).toBe(status);
    }
    const [row] = await db().select().from(clubs).where(eq(clubs.id, club.id));
    expect(row).toMatchObject({ name: club.name, deletedAt: null });
    const held = await ask('reservations?preview=true', {
      headers: place.headers,
      body: { court_id: place.courtId, date: addDays(today, 1), start_time: '10:00', duration: 90 },
    });
    expect(held).toMatchObject(refused('preview'));
    expect(await db().$count(reservations, eq(reservations.courtId, place.courtId))).toBe(0);
  });

  test('of a provider may carry what the provider puts into the address', async () => {
    const answer = await ask('payments/stripe-webhook?via=eu', { method: 'POST', body: '{}' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_input' } });
    expect(answer.body.fields ?? {}).not.toHaveProperty('via');
    expect(await sql()`select from webhook_events`).toHaveLength(0);
  });
});
