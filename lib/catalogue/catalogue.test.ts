import { eq, type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { clubs, courts } from '@/db/schema';
import { makeClub, makeCourt } from '@/test/factories';
import { type Club, clubsIn, comparedClubs, findClub, getClub, getCourt, readOverview } from './catalogue';
import { listClubs } from './list-clubs';
import { listIdsNear } from './list-ids-near';
import { listCities, matchCity } from './places';

/** A club that this process remembers, with one of everything that can change. */
async function known(values: Parameters<typeof makeClub>[0] = {}) {
  const { id } = await makeClub(values);
  const court = await makeCourt({ clubId: id });
  await db().execute(sql`insert into special_days (club_id, date, closed, holiday, windows)
    values (${id}, '2030-01-01', true, true, '[]')`);
  await db().execute(
    sql`insert into categories (club_id, code, name, position) values (${id}, 'gold', '{}', 1)`,
  );
  await settled();
  const club = await getClub(id);
  return { id, court, club };
}

let beacon = 0;
beforeAll(async () => {
  beacon = (await makeClub()).id;
});

/** Once this process has heard of all that was committed before, because notifications come in their order. */
async function settled(): Promise<void> {
  const before = await findClub(beacon);
  await db().execute(sql`update clubs set address = address || '.' where id = ${beacon}`);
  await expect.poll(() => findClub(beacon)).not.toBe(before);
}

const CHANGES: [table: string, change: (id: number) => SQL][] = [
  ['clubs', (id) => sql`update clubs set hold_minutes = 7 where id = ${id}`],
  ['courts', (id) => sql`update courts set name = 'Central' where club_id = ${id}`],
  ['opening_hours', (id) => sql`update opening_hours set closes_minute = 1200 where club_id = ${id}`],
  ['special_days', (id) => sql`delete from special_days where club_id = ${id}`],
  ['price_rules', (id) => sql`update price_rules set price_per_hour_minor = 1 where club_id = ${id}`],
  ['categories', (id) => sql`update categories set max_upcoming = 1 where club_id = ${id}`],
];

describe('a club in memory', () => {
  test('has everything that decides what it sells, each in order', async () => {
    const { id, court } = await known();
    await makeCourt({ clubId: id, position: 0, name: 'First' });
    await makeCourt({ clubId: id, deactivatedAt: new Date() });
    const club = await getClub(id);
    expect(club.courts.map(({ name }) => name)).toEqual(['First', court.name]);
    expect(club.courts[1]).toEqual(court);
    expect(club.openingHours.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(club.holidays).toEqual(new Set(['2030-01-01']));
    expect(club.specialDays).toMatchObject([{ date: '2030-01-01', closed: true, windows: [], name: null }]);
    expect(club.priceRules).toMatchObject([
      { position: 1, name: { es: 'Tarifa', en: 'Rate' }, courtIds: null },
    ]);
    expect(club.categories).toMatchObject([{ code: 'gold', createdAt: expect.any(Date) }]);
    const [row] = await db().select().from(clubs).where(eq(clubs.id, id));
    expect(club).toMatchObject(row ?? {});
  });

  test('is found by its id, its slug and its courts', async () => {
    const { id, court, club } = await known();
    expect(await getClub(String(id))).toBe(club);
    expect(await getClub(club.slug)).toBe(club);
    expect((await getCourt(court.id)).club).toBe(club);
  });

  test.each(CHANGES)('is read anew after a change of %s, and no other is', async (_table, change) => {
    const [changed, other] = [await known(), await known()];
    await db().execute(change(changed.id));
    await expect.poll(() => findClub(changed.id)).not.toBe(changed.club);
    expect(await findClub(changed.id)).not.toEqual(changed.club);
    expect(await findClub(other.id)).toBe(other.club);
  });

  test.each(CHANGES)('would stay as it was if the database did not tell of %s', async (_table, change) => {
    const { id, club } = await known();
    await transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(change(id));
    });
    await settled();
    expect(await findClub(id)).toBe(club);
  });

  test('is read anew after a notification that names none', async () => {
    const { id, club } = await known();
    await db().execute(sql`select pg_notify('catalogue', '')`);
    await expect.poll(() => findClub(id)).not.toBe(club);
  });

  test('is read anew once a lost connection is back, because a change may have been missed', async () => {
    const { id, club } = await known();
    const ended = await db().execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`);
    expect(ended.length).toBeGreaterThan(0);
    await transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update clubs set hold_minutes = 3 where id = ${id}`);
    });
    await expect.poll(async () => (await getClub(id)).holdMinutes).toBe(3);
    expect(club.holdMinutes).not.toBe(3);
  });
});

const PLACE = { latitude: 12.5, longitude: 45.5 };

/** Where somebody could come upon a club. */
async function findEverywhere({ id, city, slug }: Club, courtId: number) {
  const has = (all: readonly { id: number }[]) => all.some((one) => one.id === id);
  const found = (asked: Promise<unknown>) =>
    asked.then(
      () => true,
      () => false,
    );
  return {
    city: has(await clubsIn(city)),
    compared: has(await comparedClubs()),
    list: has((await listClubs({ page: 1, pageSize: 100 })).results),
    near: (await listIdsNear(PLACE, 5, 100)).includes(id),
    cities: (await listCities()).some((one) => one.city === city),
    typed: (await matchCity(city.slice(0, -1))) === city,
    id: await found(getClub(id)),
    slug: await found(getClub(slug)),
    court: await found(getCourt(courtId)),
  };
}

const listed = { city: true, compared: true, list: true, near: true, cities: true, typed: true };
const unlisted = { city: false, compared: false, list: false, near: false, cities: false, typed: false };
const isKnown = { id: true, slug: true, court: true };
const isUnknown = { id: false, slug: false, court: false };

test.each<[string, SQL, object, number]>([
  ['is deleted', sql`deleted_at = now()`, { ...unlisted, ...isUnknown }, -1],
  ['was never published after all', sql`published_at = null`, { ...unlisted, ...isKnown }, -1],
  ['pauses its sales', sql`sales_paused_at = now()`, { ...listed, ...isKnown }, 0],
])(
  'a club that %s is found where it may be, as soon as the change is heard of',
  async (_how, set, expected, more) => {
    const city = `Aldea ${crypto.randomUUID().slice(0, 8)}z`;
    const { id, club, court } = await known({ ...PLACE, city });
    expect(await findEverywhere(club, court.id)).toEqual({ ...listed, ...isKnown });
    const before = (await readOverview()).clubs;
    await db().execute(sql`update clubs set ${set} where id = ${id}`);
    await settled();
    expect(await findEverywhere(club, court.id)).toEqual(expected);
    expect((await readOverview()).clubs - before).toBe(more);
    await db().execute(
      sql`update clubs set deleted_at = null, published_at = now(), sales_paused_at = null where id = ${id}`,
    );
    await settled();
    expect(await findEverywhere(club, court.id)).toEqual({ ...listed, ...isKnown });
  },
);

test('a club that moves is found in its new city alone', async () => {
  const name = `Pueblo ${crypto.randomUUID().slice(0, 8)}`;
  const [from, to] = [`${name} Viejo`, `${name} Nuevo`];
  const { id } = await known({ city: from });
  await db().execute(sql`update clubs set city = ${to} where id = ${id}`);
  await settled();
  expect(await clubsIn(from)).toEqual([]);
  expect((await clubsIn(to)).map((club) => club.id)).toEqual([id]);
  expect((await listCities()).filter(({ city }) => city === from || city === to)).toMatchObject([
    { city: to, clubs: 1 },
  ]);
});

test('a city is proposed while one of its clubs has a court', async () => {
  const city = `Villa ${crypto.randomUUID().slice(0, 8)}`;
  const { court } = await known({ city });
  const isProposed = async () => (await listCities()).some((one) => one.city === city);
  expect(await isProposed()).toBe(true);
  await db().update(courts).set({ deactivatedAt: new Date() }).where(eq(courts.id, court.id));
  await settled();
  expect(await isProposed()).toBe(false);
});
