import { distance as editDistance } from 'fastest-levenshtein';
import { foldText } from '@/lib/core/input/fold-text';
import { clubsIn, readOverview } from './catalogue';
import type { City } from './load-listing';

export type Point = { latitude: number; longitude: number };

export const EARTH_KM = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const dLat = radians(b.latitude - a.latitude);
  const dLng = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}

/** A city as its clubs write it, with their zone. Null when there is none. */
export async function findCity(asked: string): Promise<{ city: string; timeZone: string } | null> {
  const [first] = await clubsIn(asked);
  return first ? { city: first.city, timeZone: first.timeZone } : null;
}

/** Fewer letters begin too many names. */
const SHORTEST_PREFIX = 3;

/**
 * The city of that name, else the largest in whose name a word begins so ("mad" is Madrid). Null when there is none.
 */
export async function matchCity(asked: string): Promise<string | null> {
  const exact = await findCity(asked);
  if (exact) return exact.city;
  const wanted = foldText(asked);
  if (wanted.length < SHORTEST_PREFIX) return null;
  const begins = (name: string) => ` ${name.replace(/['-]/g, ' ')}`.includes(` ${wanted}`);
  return (await listCities()).find(({ key }) => begins(key))?.city ?? null;
}

/** The cities with courts, most clubs first. Of very many only the larger ones. */
export const listCities = async (): Promise<readonly City[]> => (await readOverview()).cities;

/** How many cities a form proposes. Others can be typed. */
const MOST_PROPOSED = 100;

/** The names of the largest cities, for a form. */
export const proposeCities = async (): Promise<string[]> =>
  (await listCities()).slice(0, MOST_PROPOSED).map(({ city }) => city);

/** The city for a visitor of whom only the time zone is known: the largest in the zone, else the largest of all. */
export async function cityForZone(timeZone: string | undefined): Promise<string | null> {
  const cities = await listCities();
  const theirs = cities.find((city) => city.timeZone === timeZone);
  return (theirs ?? cities[0])?.city ?? null;
}

/**
 * The city with courts nearest to the request: by distance where it is known, else by a spelling within a slip or
 * two. Null when no name is similar.
 */
export async function nearestCity(asked: string, near?: Point): Promise<string | null> {
  const cities = await listCities();
  if (near) return least(cities, (city) => distanceKm(near, city))?.city ?? null;
  const wanted = foldText(asked);
  const closest = least(cities, ({ key }) => editDistance(wanted, key));
  const isTypo = closest && editDistance(wanted, closest.key) <= Math.max(2, wanted.length / 3);
  return isTypo ? closest.city : null;
}

/** The first of those for which the measure is least. */
function least<T>(all: readonly T[], measure: (one: T) => number): T | null {
  let found: T | null = null;
  let best = Number.POSITIVE_INFINITY;
  for (const one of all) {
    const measured = measure(one);
    if (measured >= best) continue;
    [found, best] = [one, measured];
  }
  return found;
}
