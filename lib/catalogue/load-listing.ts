import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, LISTED } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';
import { listPopularIds, MOST_COMPARED } from './popular-clubs';

/** A city as the first of its clubs with courts writes it, with how many those are, and where that one is. */
export type City = {
  key: string;
  city: string;
  clubs: number;
  timeZone: string;
  latitude: number;
  longitude: number;
};

/** How many clubs are listed, and the cities with courts, most clubs first. */
export type Overview = { clubs: number; cities: readonly City[] };

/** Smaller cities are found by their whole name alone. */
const MOST_CITIES = 2_000;

/** The ids of the listed clubs of each city, by its folded name, in the order of their names. */
export async function loadIdsIn(cityKeys: readonly string[]): Promise<Map<string, readonly number[]>> {
  const rows = await db()
    .select({ id: clubs.id, key: clubs.cityKey })
    .from(clubs)
    .where(and(inArray(clubs.cityKey, [...cityKeys]), LISTED))
    .orderBy(asc(clubs.name), asc(clubs.id));
  const idsOf = groupBy(rows, ({ key }) => key);
  return new Map([...idsOf].map(([key, inCity]) => [key, inCity.map(({ id }) => id)]));
}

/** The ids of the clubs that stand for all: those with the most bookings of late, then by name. */
export async function loadComparedIds(): Promise<readonly number[]> {
  const [popular, byName] = await Promise.all([
    listPopularIds(),
    db()
      .select({ id: clubs.id })
      .from(clubs)
      .where(LISTED)
      .orderBy(asc(clubs.name), asc(clubs.id))
      .limit(MOST_COMPARED),
  ]);
  return [...new Set([...popular, ...byName.map(({ id }) => id)])].slice(0, MOST_COMPARED);
}

/** One row for each city. */
export async function loadOverview(): Promise<Overview> {
  const hasCourts = db()
    .select({ id: courts.id })
    .from(courts)
    .where(and(eq(courts.clubId, clubs.id), sql`${courts.deactivatedAt} is null`));
  const first = db()
    .selectDistinctOn([clubs.cityKey], {
      key: clubs.cityKey,
      city: clubs.city,
      timeZone: clubs.timeZone,
      latitude: clubs.latitude,
      longitude: clubs.longitude,
      clubs: sql<number>`count(*) over (partition by ${clubs.cityKey})`.mapWith(Number).as('clubs'),
    })
    .from(clubs)
    .where(and(LISTED, sql`exists ${hasCourts}`))
    .orderBy(asc(clubs.cityKey), asc(clubs.name), asc(clubs.id))
    .as('first');
  const [cities, listed] = await Promise.all([
    db().select().from(first).orderBy(desc(first.clubs), asc(first.city)).limit(MOST_CITIES),
    db().$count(clubs, LISTED),
  ]);
  return { clubs: listed, cities };
}
