import { and, asc, type Column, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, LISTED, PLACE } from '@/db/schema';
import { EARTH_KM, type Point } from './places';

type Box = { west: number; south: number; east: number; north: number };

const degrees = (radians: number) => (radians * 180) / Math.PI;

/** The ids of the listed clubs within so many kilometres of a point, nearest first. */
export async function listIdsNear(near: Point, withinKm: number, most: number): Promise<number[]> {
  const inside = boxesAround(near, withinKm).map(
    ({ west, south, east, north }) =>
      sql`${PLACE} <@ box(point(${unitsOf(west)}, ${unitsOf(south)}), point(${unitsOf(east)}, ${unitsOf(north)}))`,
  );
  const haversine = sql`power(${halfSine(clubs.latitude, near.latitude)}, 2)
    + cosd(${near.latitude}::float8) * cosd(${clubs.latitude}) * power(${halfSine(clubs.longitude, near.longitude)}, 2)`;
  const rows = await db()
    .select({ id: clubs.id })
    .from(clubs)
    .where(
      and(LISTED, or(...inside), sql`${haversine} <= power(sin(${withinKm / (2 * EARTH_KM)}::float8), 2)`),
    )
    .orderBy(asc(haversine), asc(clubs.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Degrees in the units of `PLACE`. */
const unitsOf = (degree: number) => sql`${Math.round(degree * 1e7)}::float8`;

/** Of half a difference in degrees, rounded as in `PLACE`. */
const halfSine = (column: Column, degree: number) =>
  sql`sind(round((${column} - ${degree}::float8) * 1e7) / 2e7)`;

/** What a circle lies in. It is two boxes where it crosses the 180th meridian, and around a pole every meridian is near. */
function boxesAround({ latitude, longitude }: Point, km: number): Box[] {
  const angle = km / EARTH_KM;
  const [south, north] = [latitude - degrees(angle), latitude + degrees(angle)];
  if (south <= -90 || north >= 90) return [{ west: -180, south, east: 180, north }];
  const across = degrees(Math.asin(Math.sin(angle) / Math.cos((latitude * Math.PI) / 180)));
  const [west, east] = [longitude - across, longitude + across];
  const box = { west, south, east, north };
  if (west < -180) return [box, { ...box, west: west + 360, east: 180 }];
  if (east > 180) return [box, { ...box, west: -180, east: east - 360 }];
  return [box];
}
