import { distance as editDistance } from 'fastest-levenshtein';
import { groupBy } from '@/lib/core/group-by';
import { foldText } from '@/lib/core/input/fold-text';
import type { Club } from './catalogue';

export type Point = { latitude: number; longitude: number };

const EARTH_KM = 6371;
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

/** Remembered by the list of clubs, which a process replaces when a club changes. */
const cityIndexes = new WeakMap<readonly Club[], ReadonlyMap<string, Club[]>>();

function byCity(clubs: readonly Club[]): ReadonlyMap<string, Club[]> {
  const known = cityIndexes.get(clubs);
  if (known) return known;
  const index = groupBy(clubs, (club) => foldText(club.city));
  cityIndexes.set(clubs, index);
  return index;
}

/** Clubs of a city, however it is written (`foldText`). */
export const clubsIn = (clubs: readonly Club[], city: string): readonly Club[] =>
  byCity(clubs).get(foldText(city)) ?? [];

/** A city as its clubs write it, with their zone. Null when there is none. */
export function findCity(clubs: readonly Club[], asked: string): { city: string; timeZone: string } | null {
  const [first] = clubsIn(clubs, asked);
  return first ? { city: first.city, timeZone: first.timeZone } : null;
}

/** Fewer letters begin too many names. */
const SHORTEST_PREFIX = 3;

/**
 * The city of that name, else the largest in whose name a word begins so ("mad" is Madrid). Null when there is none.
 */
export function matchCity(clubs: readonly Club[], asked: string): string | null {
  const exact = findCity(clubs, asked);
  if (exact) return exact.city;
  const wanted = foldText(asked);
  if (wanted.length < SHORTEST_PREFIX) return null;
  const begins = (name: string) => ` ${name.replace(/['-]/g, ' ')}`.includes(` ${wanted}`);
  return listCities(clubs).find(({ city }) => begins(foldText(city)))?.city ?? null;
}

/** Every city with courts, most clubs first, as its first club writes it. */
export function listCities(clubs: readonly Club[]): { city: string; clubs: number }[] {
  return [...byCity(clubs).values()]
    .map((inCity) => inCity.filter((club) => club.courts.length > 0))
    .flatMap((open) => (open[0] ? [{ city: open[0].city, clubs: open.length }] : []))
    .sort((a, b) => b.clubs - a.clubs || a.city.localeCompare(b.city));
}

/** The city for a visitor of whom only the time zone is known: the largest in the zone, else the largest of all. */
export function cityForZone(clubs: readonly Club[], timeZone: string | undefined): string | null {
  const cities = listCities(clubs);
  const theirs = cities.find(({ city }) => findCity(clubs, city)?.timeZone === timeZone);
  return (theirs ?? cities[0])?.city ?? null;
}

/**
 * The city with courts nearest to the request: by distance where it is known, else by a spelling within a slip or
 * two. Null when no name is similar.
 */
export function nearestCity(clubs: readonly Club[], asked: string, near?: Point): string | null {
  const cities = listCities(clubs);
  if (near) {
    const [nearest] = clubs
      .filter((club) => club.courts.length > 0)
      .sort((a, b) => distanceKm(near, a) - distanceKm(near, b));
    return nearest?.city ?? null;
  }
  const wanted = foldText(asked);
  const [closest] = cities
    .map(({ city }, index) => ({ city, index, slips: editDistance(wanted, foldText(city)) }))
    .sort((a, b) => a.slips - b.slips || a.index - b.index);
  const isTypo = closest && closest.slips <= Math.max(2, wanted.length / 3);
  return isTypo ? closest.city : null;
}
