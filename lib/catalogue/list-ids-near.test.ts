import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '@/db';
import { fc } from '@/test/fast-check';
import { makeClub } from '@/test/factories';
import { listIdsNear } from './list-ids-near';
import { distanceKm, type Point } from './places';

const MADRID = { latitude: 40.4168, longitude: -3.7038 };
const place = (latitudes: [number, number], longitudes: [number, number]) =>
  fc.record({
    latitude: fc.double({ min: latitudes[0], max: latitudes[1], noNaN: true }),
    longitude: fc.double({ min: longitudes[0], max: longitudes[1], noNaN: true }),
  });
const anywhere = fc.oneof(
  place([39, 42], [-6, -1]),
  place([-18, -16], [-180, -178]),
  place([-18, -16], [178, 180]),
  place([86, 90], [-180, 180]),
  place([-90, -86], [-180, 180]),
);

describe('the clubs around a point', () => {
  const clubs: ({ id: number } & Point)[] = [];
  beforeAll(async () => {
    for (const point of fc.sample(anywhere, 120)) clubs.push(await makeClub(point));
  });

  test('are those within the distance, nearest first, also across the 180th meridian and at the poles', async () => {
    const wanted = fc.record({ near: anywhere, withinKm: fc.double({ min: 0.1, max: 500, noNaN: true }) });
    let all = 0;
    for (const { near, withinKm } of fc.sample(wanted, 200)) {
      const metres = new Map(clubs.map((club) => [club.id, Math.round(distanceKm(near, club) * 1_000)]));
      const inside = clubs.filter((club) => distanceKm(near, club) <= withinKm).map(({ id }) => id);
      const found = await listIdsNear(near, withinKm, clubs.length);
      expect(new Set(found)).toEqual(new Set(inside));
      const away = found.map((id) => metres.get(id) ?? 0);
      expect(away).toEqual(away.toSorted((a, b) => a - b));
      all += found.length;
    }
    expect(all).toBeGreaterThan(200);
  });

  test('are the nearest ones when there are too many', async () => {
    const all = await listIdsNear(MADRID, 300, clubs.length);
    expect(all.length).toBeGreaterThan(3);
    expect(await listIdsNear(MADRID, 300, 3)).toEqual(all.slice(0, 3));
  });

  test('are without those that are not listed or are deleted', async () => {
    const here = { latitude: 0, longitude: 0 };
    await makeClub({ ...here, publishedAt: null });
    await makeClub({ ...here, deletedAt: new Date() });
    const [listed, known] = [
      await makeClub(here),
      await makeClub({ ...here, publishedAt: null, externalId: 'known' }),
    ];
    expect(await listIdsNear(here, 1, 10)).toEqual([listed.id, known.id]);
  });
});

class Undo extends Error {}

/** What PostgreSQL does with ten thousand clubs in a thousand cities. */
async function plansOf(...conditions: string[]): Promise<string[]> {
  const plans: string[] = [];
  const planning = sql().begin(async (tx) => {
    await tx`
      insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about,
        durations_minutes, published_at)
      select 'plan-' || n, 'Club ' || n, 'Ciudad ' || n % 1000, 'ES', '', n % 80, n % 170, 'Europe/Madrid', 'EUR', '{}', '{60}', now()
      from generate_series(1, 10000) n`;
    await tx`analyze clubs`;
    for (const condition of conditions) {
      const rows = await tx.unsafe(`explain select id from clubs
        where deleted_at is null and (published_at is not null or external_id is not null) ${condition}`);
      plans.push(rows.map((row) => String(row['QUERY PLAN'])).join('\n'));
    }
    throw new Undo();
  });
  await expect(planning).rejects.toThrow(Undo);
  return plans;
}

test('clubs are found by their city, name and place without reading all of them', async () => {
  const plans = await plansOf(
    "and city_key in ('ciudad 7') order by name, id",
    'order by name, id limit 20',
    'and point(round(longitude * 1e7), round(latitude * 1e7)) <@ box(point(-4e7, 40e7), point(-3e7, 41e7))',
  );
  expect(plans).toEqual([
    expect.stringContaining('clubs_city_key_idx'),
    expect.stringContaining('clubs_listed_idx'),
    expect.stringContaining('clubs_place_idx'),
  ]);
});
