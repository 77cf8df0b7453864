import { eq, inArray, isNotNull } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { clubs, courts, reservations } from '@/db/schema';
import { clubsIn, getClub } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { breakerOf } from '@/lib/services/call/shared-breakers';
import { forgetKeys } from '@/lib/services/redis/invalidate-cache';
import {
  type Club,
  makeClub,
  makeCourt,
  makeReservation,
  makeStaff,
  makeUser,
  personContext,
} from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { changeCourt } from './courts/change-court';
import { refusalOf } from '@/test/refusal-of';
import { changeClub } from './change-club';
import { restoreClub } from './leaving/restore-club';
import { syncClubs } from './sync-clubs';

const sandbox = useSandbox({ providers: ['directory', 'redis'] });
const sync = () => syncClubs(systemContext('test'));
const nothing = { created: 0, updated: 0, unchanged: 0, deactivated: 0, errors: 0 };

async function control(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${sandbox().urls.directory}/_control/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
}

const entry = (changes: object = {}) => ({
  name: 'Club Nuevo',
  city: 'Gijón',
  country: 'ES',
  address: 'Calle Uría 1',
  latitude: 43.53,
  longitude: -5.66,
  time_zone: 'Europe/Madrid',
  currency: 'EUR',
  phone: null,
  courts: [court('Pista 1'), court('Pista 2')],
  ...changes,
});
const court = (name: string, changes: object = {}) => ({
  id: `outside-${name}`,
  name,
  sport: 'padel',
  indoor: true,
  surface: 'turf',
  format: 'double',
  ...changes,
});
/** The directory's entry for a club of ours. */
const entryOf = ({ name, city, country, address, latitude, longitude, timeZone, currency, phone }: Club) =>
  entry({
    name,
    city,
    country,
    address,
    latitude,
    longitude,
    time_zone: timeZone,
    currency,
    phone,
    courts: [],
  });

let next = 0;
const outsideId = () => {
  next += 1;
  return `outside-${next}`;
};
const listed = async (overrides: Parameters<typeof makeClub>[0] = {}) => {
  const club = await makeClub({ externalId: outsideId(), ...overrides });
  return { club, id: club.externalId ?? '' };
};
const reload = async (id: number) => (await db().select().from(clubs).where(eq(clubs.id, id)))[0];

beforeEach(async () => {
  await clearFaults(sandbox());
  await control('DELETE', 'hostile');
  await control('DELETE', 'clubs');
  await forgetKeys('directory:etag');
  await db().update(clubs).set({ externalId: null }).where(isNotNull(clubs.externalId));
});

describe('taking over the club directory', () => {
  test('spec: test_data_synchronization — three of ours are updated, two are new, and nothing fails', async () => {
    const ours = await Promise.all([1, 2, 3, 4, 5].map(() => listed()));
    for (const { club, id } of ours.slice(0, 3)) {
      await control('PUT', `clubs/${id}`, { ...entryOf(club), name: `Updated ${club.name}` });
    }
    await control('PUT', 'clubs/new_1', entry({ name: 'New Club 1' }));
    await control('PUT', 'clubs/new_2', entry({ name: 'New Club 2' }));

    expect(await sync()).toEqual({ ...nothing, updated: 3, created: 2 });
    for (const { club } of ours.slice(0, 3))
      expect((await getClub(club.id)).name).toBe(`Updated ${club.name}`);
    for (const { club } of ours.slice(3)) expect((await getClub(club.id)).name).toBe(club.name);
    const made = await getClub('new-club-1-gijon');
    expect(made).toMatchObject({
      externalId: 'new_1',
      timeZone: 'Europe/Madrid',
      openingHours: [],
      priceRules: [],
    });
    expect(made.courts.map(({ name }) => name)).toEqual(['Pista 1', 'Pista 2']);
  });

  test('a second time changes nothing, and is spared by the ETag', async () => {
    await control('PUT', 'clubs/again', entry());
    expect(await sync()).toEqual({ ...nothing, created: 1 });
    expect(await sync()).toEqual({ ...nothing, unchanged: 1 });
    await forgetKeys('directory:etag');
    expect(await sync()).toEqual({ ...nothing, unchanged: 1 });
  });

  test('reads every page', async () => {
    for (let index = 0; index < 130; index += 1) {
      await control('PUT', `clubs/many-${index}`, entry({ name: `Club ${index}`, courts: [] }));
    }
    expect(await sync()).toEqual({ ...nothing, created: 130 });
    await control('PATCH', 'clubs/many-129', { name: 'El último' });
    expect(await sync()).toEqual({ ...nothing, updated: 1, unchanged: 129 });
  });

  test('a court that is new or different is taken over; one that is missing stays', async () => {
    const { club, id } = await listed();
    await makeCourt({ clubId: club.id, name: 'Pista 1', indoor: false });
    await makeCourt({ clubId: club.id, name: 'Pista vieja' });
    await control('PUT', `clubs/${id}`, { ...entryOf(club), courts: [court('Pista 1'), court('Pista 2')] });
    expect(await sync()).toEqual({ ...nothing, updated: 1 });
    const rows = await db().select().from(courts).where(eq(courts.clubId, club.id)).orderBy(courts.name);
    expect(rows.map(({ name, indoor }) => [name, indoor])).toEqual([
      ['Pista 1', true],
      ['Pista 2', true],
      ['Pista vieja', true],
    ]);
  });

  test('a court that staff renamed stays theirs, and none is made in its place', async () => {
    const id = `outside-${Date.now()}`;
    await control('PUT', `clubs/${id}`, entry({ name: 'Club Renombrado' }));
    await sync();
    const [made] = await db().select().from(clubs).where(eq(clubs.externalId, id));
    const club = await getClub(made?.id ?? 0);
    const owner = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'owner' }] });
    const courtId = club.courts[0]?.id ?? 0;
    await changeCourt(owner, { courtId, revision: 0, name: 'Cristal', indoor: false });
    await control(
      'PUT',
      `clubs/${id}`,
      entry({
        name: 'Club Renombrado',
        courts: [court('Pista 1', { surface: 'hard' }), court('Pista 2', { surface: 'hard' })],
      }),
    );
    await sync();
    const rows = await db().select().from(courts).where(eq(courts.clubId, club.id)).orderBy(courts.position);
    expect(rows).toMatchObject([
      { name: 'Cristal', indoor: false, surface: 'turf' },
      { name: 'Pista 2', surface: 'hard' },
    ]);
  });

  test('what a club’s staff decided stays, the rest follows, and both say what they say', async () => {
    const { club, id } = await listed();
    const owner = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'owner' }] });
    await changeClub(owner, club.slug, { revision: 0, phone: '+34600111222', name: club.name });
    const theirs = { ...entryOf(club), phone: '+34910999888', address: 'Calle Nueva 2' };
    await control('PUT', `clubs/${id}`, theirs);
    expect(await sync()).toEqual({ ...nothing, updated: 1 });
    expect(await getClub(club.id)).toMatchObject({
      phone: '+34600111222',
      address: 'Calle Nueva 2',
      staffEdited: ['phone'],
      directoryFacts: { phone: '+34910999888', address: 'Calle Nueva 2' },
    });

    await control('PUT', `clubs/${id}`, { ...theirs, phone: '+34910999777' });
    expect(await sync()).toEqual({ ...nothing, unchanged: 1 });
    expect(await getClub(club.id)).toMatchObject({
      phone: '+34600111222',
      directoryFacts: { phone: '+34910999777' },
    });

    // The directory's change of the address counts as one too.
    const followed = await changeClub(owner, club.slug, { revision: 2, followDirectory: ['phone'] });
    expect(followed.club).toMatchObject({ phone: '+34910999777', staffEdited: [] });
    await control('PUT', `clubs/${id}`, { ...theirs, phone: '+34910999666' });
    expect(await sync()).toEqual({ ...nothing, updated: 1 });
    expect((await getClub(club.id)).phone).toBe('+34910999666');
  });

  test('a club that it does not know has nothing to follow', async () => {
    const club = await makeClub();
    const owner = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'owner' }] });
    const following = changeClub(owner, club.slug, { revision: 0, followDirectory: ['phone'] });
    expect((await refusalOf(following)).code).toBe('invalid_input');
  });

  test('a new club is listed and sells nothing before it is published', async () => {
    await control('PUT', 'clubs/unpublished', entry({ name: 'Club Callado' }));
    await sync();
    expect(await getClub('club-callado-gijon')).toMatchObject({ publishedAt: null, staffEdited: [] });
    expect((await clubsIn('Gijón')).some(({ name }) => name === 'Club Callado')).toBe(true);
  });

  test('a club that closed is deleted, with its reservations; one that is missing from the list stays', async () => {
    const [gone, missing] = await Promise.all([listed(), listed()]);
    const { id: courtId } = await makeCourt({ clubId: gone.club.id });
    const booked = await makeReservation({ courtId });
    await control('PUT', `clubs/${gone.id}`, { ...entryOf(gone.club), active: false });
    expect(await sync()).toEqual({ ...nothing, deactivated: 1 });
    expect((await reload(gone.club.id))?.deletedAt).not.toBeNull();
    expect((await reload(missing.club.id))?.deletedAt).toBeNull();
    const [after] = await db().select().from(reservations).where(eq(reservations.id, booked.id));
    expect(after?.status).toBe('cancelled');
    await forgetKeys('directory:etag');
    expect(await sync()).toEqual({ ...nothing, unchanged: 1 });
  });

  test('a club that its staff opened again stays open, until it was called open and closes again', async () => {
    const { club, id } = await listed();
    const owner = await makeUser();
    await makeStaff(owner.id, club.id, 'owner');
    const ctx = personContext(owner, { staff: [{ clubId: club.id, role: 'owner' }] });
    const say = async (active: boolean) => {
      await control('PUT', `clubs/${id}`, { ...entryOf(club), active });
      await forgetKeys('directory:etag');
      return sync();
    };
    expect(await say(false)).toMatchObject({ deactivated: 1 });
    await restoreClub(ctx, club.slug);
    expect(await say(false)).toEqual({ ...nothing, unchanged: 1 });
    expect(await reload(club.id)).toMatchObject({ deletedAt: null, staffEdited: ['open'] });
    expect(await say(true)).toEqual({ ...nothing, unchanged: 1 });
    expect(await reload(club.id)).toMatchObject({ staffEdited: [] });
    expect(await say(false)).toMatchObject({ deactivated: 1 });
  });

  test('a club is not moved to another zone or currency, which would move its bookings', async () => {
    const [zone, money] = await Promise.all([listed(), listed()]);
    await control('PUT', `clubs/${zone.id}`, { ...entryOf(zone.club), time_zone: 'Europe/Lisbon' });
    await control('PUT', `clubs/${money.id}`, { ...entryOf(money.club), currency: 'GBP' });
    expect(await sync()).toEqual({ ...nothing, errors: 2 });
    expect(await reload(zone.club.id)).toMatchObject({ timeZone: 'Europe/Madrid' });
    expect(await reload(money.club.id)).toMatchObject({ currency: 'EUR' });
  });

  test.each(['America/Argentina/Buenos_Aires', 'Europe/Kyiv', 'Asia/Kolkata', 'Asia/Calcutta', 'Etc/UTC'])(
    'takes a club in %s, which no menu of zones may list',
    async (timeZone) => {
      await control('PUT', 'clubs/far', entry({ time_zone: timeZone }));
      expect(await sync()).toEqual({ ...nothing, created: 1 });
      const [made] = await db().select().from(clubs).where(eq(clubs.externalId, 'far'));
      expect(made).toMatchObject({ timeZone });
    },
  );

  test('the same zone under another name is no move', async () => {
    const { club, id } = await listed({ timeZone: 'Asia/Calcutta' });
    await control('PUT', `clubs/${id}`, { ...entryOf(club), time_zone: 'Asia/Kolkata' });
    expect(await sync()).toEqual({ ...nothing, unchanged: 1 });
  });

  test('keeps names and numbers in the form in which people give them to us', async () => {
    const courts = [court('Pista\u200b 1')];
    await control('PUT', 'clubs/odd', entry({ name: ' Pa\u0301del  Norte', phone: '915 55 12 34', courts }));
    await control('PUT', 'clubs/mute', entry({ phone: 'ask at the desk' }));
    expect(await sync()).toEqual({ ...nothing, created: 2 });
    const made = await db()
      .select()
      .from(clubs)
      .where(inArray(clubs.externalId, ['odd', 'mute']))
      .orderBy(clubs.id);
    expect(made).toMatchObject([{ name: 'Pádel Norte', phone: '+34915551234' }, { phone: null }]);
    expect((await getClub(made[0]?.id ?? 0)).courts.map(({ name }) => name)).toEqual(['Pista 1']);
  });

  test('is for operators', async () => {
    await expect(syncClubs(personContext(await makeUser()))).rejects.toThrow('operators');
    const operator = personContext(await makeUser({ operatorSince: new Date() }));
    expect(await syncClubs(operator)).toEqual(nothing);
  });
});

describe('a directory that is not well', () => {
  // Each must be refused for its own fault, not for those of the one before.
  beforeEach(() => breakerOf('directory').adopt(null));
  const notTheBreaker = expect.not.stringContaining('Circuit breaker');

  const hostile = (body: unknown, more: object = {}) =>
    control('PUT', 'hostile', { body: typeof body === 'string' ? body : JSON.stringify(body), ...more });
  const page = (list: unknown[]) => ({ clubs: list, page: 1, pages: 1, count: list.length, next: null });
  const full = (id: string, changes: object = {}) => ({
    id,
    active: true,
    updated_at: '2026-01-01T00:00:00Z',
    ...entry(changes),
  });

  test('has its broken entries counted, and the others taken', async () => {
    await hostile(
      page([
        full('good'),
        full('good'),
        full('zone', { time_zone: 'Mars/Olympus' }),
        full('pole', { latitude: 91 }),
        full('name', { name: 'A\u202eB' }),
        full('line', { name: 'A\r\nB' }),
        full('offset', { time_zone: '+01:00' }),
        full('endless', { name: 'x'.repeat(10_000) }),
        full('money', { currency: 'EURO' }),
        full('rial', { currency: 'IRR' }),
        { id: 'empty' },
        null,
        7,
        'club',
      ]),
    );
    expect(await sync()).toEqual({ ...nothing, created: 1, errors: 13 });
    const made = await db()
      .select()
      .from(clubs)
      .where(
        inArray(clubs.externalId, [
          'good',
          'zone',
          'pole',
          'name',
          'line',
          'offset',
          'endless',
          'money',
          'rial',
          'empty',
        ]),
      );
    expect(made).toMatchObject([{ externalId: 'good' }]);
  });

  test.each([
    ['half a JSON', '{"clubs": [', {}],
    ['a list of another shape', '{"clubs":"none","page":1,"pages":1}', {}],
    ['pages without end', '{"clubs":[],"page":1,"pages":1000000}', {}],
    ['a page of three megabytes', `{"clubs":["${'x'.repeat(3_000_000)}"]}`, {}],
    ['a redirect to an address of ours', '', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
    ['an error', 'no', { status: 500 }],
  ])('that answers %s changes nothing', async (_title, body, more) => {
    await hostile(body, more);
    const before = await db().$count(clubs);
    await expect(sync()).rejects.toMatchObject({ code: 'service_unavailable', message: notTheBreaker });
    expect(await db().$count(clubs)).toBe(before);
  });

  test('that cannot be reached changes nothing', async () => {
    await addFault(sandbox(), 'directory', { mode: 'refuse' });
    await expect(sync()).rejects.toMatchObject({ code: 'service_unavailable', message: notTheBreaker });
  });
});
