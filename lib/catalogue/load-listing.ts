import { and, asc, getTableColumns, gt, inArray, sql, sum } from 'drizzle-orm';
import { db } from '@/db';
import { cities, clubs, LISTED } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';
import { listPopularIds, MOST_COMPARED } from './popular-clubs';

/** A city with how many of its clubs have courts, and where the first of those is. */
export type City = Readonly<Omit<typeof cities.$inferSelect, 'listed'>>;

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

/** From what triggers keep of each city, since counting all clubs takes as long as there are clubs. */
export async function loadOverview(): Promise<Overview> {
  const { listed: _, ...city } = getTableColumns(cities);
  const [rows, [all]] = await Promise.all([
    db()
      .select(city)
      .from(cities)
      .where(gt(cities.clubs, 0))
      .orderBy(sql`${cities.clubs} desc nulls last`, asc(cities.city))
      .limit(MOST_CITIES),
    db()
      .select({ listed: sum(cities.listed).mapWith(Number) })
      .from(cities),
  ]);
  return { clubs: all?.listed ?? 0, cities: rows };
}
