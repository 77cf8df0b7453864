import { z } from 'zod';
import { type PriceLine, SPORTS, SURFACES } from '@/db/schema';
import { type Club, type Court, clubsIn, comparedClubs, listedOf } from '@/lib/catalogue/catalogue';
import { listIdsNear } from '@/lib/catalogue/list-ids-near';
import { distanceKm, nearestCity, type Point } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { askedDate, askedTime, assertInReach } from '@/lib/core/input/asked-time';
import { plainInteger, plainNumber } from '@/lib/core/input/plain-number';
import { firstInstantOf, instantsOf, MINUTE_MS, parseLocalTime, type TimeRange } from '@/lib/core/time';
import { MOST_COMPARED } from '@/lib/catalogue/popular-clubs';
import { paging } from '@/lib/web/paging';
import { LONGEST_BOOKING_MS, listBusy } from './busy';
import { type Buyer, categoryAt, readBuyer } from './buyer';
import { byCurrency } from './currency-order';
import { listOwnGames } from './list-own-games';
import { offersAt } from './offer';
import { type OwnGame, type Quota, quotaOf } from './quota';
import { type Busy, listGrid } from './slots';

export const courtFilters = {
  indoor: z.stringbool().optional(),
  surface: z.enum(SURFACES).optional(),
  sport: z.enum(SPORTS).optional(),
};

/** The search radius around a point without a city. */
const DEFAULT_RADIUS_KM = 25;

export const nearPoint = {
  lat: plainNumber(-90, 90).optional(),
  lng: plainNumber(-180, 180).optional(),
  radiusKm: plainNumber(0.1, 500)
    .optional()
    .describe(`How far around lat and lng; ${DEFAULT_RADIUS_KM} unless a city is given.`),
};

/** A point needs both of its members. */
export function bothOrNone(
  { lat, lng }: { lat?: number | undefined; lng?: number | undefined },
  check: z.RefinementCtx,
): void {
  if ((lat === undefined) === (lng === undefined)) return;
  const missing = lat === undefined ? 'lat' : 'lng';
  check.addIssue({ code: 'custom', path: [missing], message: 'lat and lng go together' });
}

export const searchCourtsSchema = z
  .object({
    date: askedDate,
    time: askedTime,
    duration: plainInteger(1, 240),
    city: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .optional()
      .describe(
        `Without it the ${MOST_COMPARED} clubs nearest to lat and lng are searched, or the ${MOST_COMPARED} with the most bookings.`,
      ),
    ...courtFilters,
    withinMinutes: plainInteger(0, 720).default(0),
    ...nearPoint,
    ...paging,
  })
  .superRefine(bothOrNone);
export type SearchCourts = z.output<typeof searchCourtsSchema>;

export type FoundCourt = {
  club: Club;
  court: Court;
  distanceKm: number | null;
  startsAt: number;
  endsAt: number;
  priceMinor: number;
  lines: PriceLine[];
};
export type CourtSearch = { results: FoundCourt[]; count: number; nearestCity: string | null };

/**
 * Courts that can be booked at a local time, each at its nearest start, nearest court first, then by price within a
 * currency. One query reads what is busy, and the rest is computed from the catalogue; a city without courts gets the
 * nearest one with some.
 * @param as who would book, by default the actor
 */
export async function searchCourts(ctx: Context, wanted: SearchCourts, as?: Buyer): Promise<CourtSearch> {
  const near = pointOf(wanted);
  const [places, buyer] = await Promise.all([placesFor(wanted, near), as ?? readBuyer(ctx)]);
  assertInReach(
    ctx,
    wanted.date,
    places.map(({ club }) => club),
  );
  if (places.length === 0)
    return { results: [], count: 0, nearestCity: await nearestCity(wanted.city ?? '', near) };

  const startsOf = new Map(places.map(({ club }) => [club.id, startsNear(club, wanted)]));
  const asked = places.map(({ club }) => club);
  const [busy, games] = await Promise.all([
    busyAround(places, wanted, [...startsOf.values()].flat()),
    listOwnGames(buyer, asked),
  ]);
  const found = places.flatMap(({ club, distance }) => {
    const wish = {
      durationMinutes: wanted.duration,
      category: categoryAt(buyer, club.id),
      now: ctx.now.getTime(),
    };
    const quotaAt = quotaOf(club, wish.category, games.get(club.id) ?? [], wish.now);
    const starts = (startsOf.get(club.id) ?? []).map((startsAt) => ({
      startsAt,
      endsAt: startsAt + wanted.duration * MINUTE_MS,
      offerOf: offersAt(club, { ...wish, startsAt }),
    }));
    return club.courts
      .filter((court) => matches(court, wanted))
      .flatMap((court) => {
        const best = firstOffer(court, busy.get(court.id) ?? [], starts, quotaAt);
        return best ? [{ club, court, distanceKm: distance, ...best }] : [];
      });
  });
  const currency = byCurrency(found);
  found.sort(
    (a, b) =>
      (a.distanceKm ?? 0) - (b.distanceKm ?? 0) ||
      currency(a, b) ||
      a.priceMinor - b.priceMinor ||
      a.court.id - b.court.id,
  );
  const from = (wanted.page - 1) * wanted.pageSize;
  return { results: found.slice(from, from + wanted.pageSize), count: found.length, nearestCity: null };
}

export const pointOf = ({
  lat,
  lng,
}: {
  lat?: number | undefined;
  lng?: number | undefined;
}): Point | undefined =>
  lat === undefined || lng === undefined ? undefined : { latitude: lat, longitude: lng };

type Where = Pick<SearchCourts, 'city' | 'radiusKm'>;

/**
 * The clubs in question, nearest first when a location is known: all of a city, the nearest around a point, else those
 * that stand for all. Only a point without a city has a radius.
 */
export async function placesFor(
  { city, radiusKm }: Where,
  near?: Point,
): Promise<{ club: Club; distance: number | null }[]> {
  const withinKm = radiusKm ?? (city === undefined ? DEFAULT_RADIUS_KM : Number.POSITIVE_INFINITY);
  const clubs = city === undefined ? await clubsAround(withinKm, near) : await clubsIn(city);
  if (!near) return clubs.map((club) => ({ club, distance: null }));
  return clubs
    .map((club) => ({ club, distance: distanceKm(near, club) }))
    .filter(({ distance }) => distance <= withinKm)
    .sort((a, b) => a.distance - b.distance);
}

const clubsAround = async (withinKm: number, near?: Point): Promise<readonly Club[]> =>
  near ? listedOf(await listIdsNear(near, withinKm, MOST_COMPARED)) : comparedClubs();

export const matches = (court: Court, wanted: Pick<SearchCourts, 'indoor' | 'surface' | 'sport'>): boolean =>
  (wanted.indoor === undefined || court.indoor === wanted.indoor) &&
  (wanted.surface === undefined || court.surface === wanted.surface) &&
  (wanted.sport === undefined || court.sport === wanted.sport);

/** The requested instant, or with a tolerance every start of the club's grid within it, nearest first. */
function startsNear(club: Club, { date, time, withinMinutes }: SearchCourts): number[] {
  const minute = parseLocalTime(time) ?? 0;
  const asked = instantsOf(date, minute, club.timeZone);
  if (withinMinutes === 0) return asked;
  const withinMs = withinMinutes * MINUTE_MS;
  // A time that the clocks leave out still has neighbours.
  const centres = asked.length > 0 ? asked : [firstInstantOf(date, minute, club.timeZone)];
  const away = (startsAt: number) => Math.min(...centres.map((centre) => Math.abs(startsAt - centre)));
  return listGrid(club, {
    startsAt: Math.min(...centres) - withinMs,
    endsAt: Math.max(...centres) + withinMs,
  })
    .filter((startsAt) => away(startsAt) <= withinMs)
    .sort((a, b) => away(a) - away(b) || a - b);
}

/** The busy times near enough to a start to decide it, which is within the club's shortest duration. */
async function busyAround(
  places: readonly { club: Club }[],
  wanted: SearchCourts,
  starts: readonly number[],
): Promise<Map<number, Busy[]>> {
  if (starts.length === 0) return new Map();
  const shortest = places.map(({ club }) =>
    Math.min(LONGEST_BOOKING_MS / MINUTE_MS, ...club.durationsMinutes),
  );
  const marginMs = Math.max(...shortest) * MINUTE_MS;
  return listBusy(
    Math.min(...starts) - marginMs,
    Math.max(...starts) + wanted.duration * MINUTE_MS + marginMs,
    places.flatMap(({ club }) => club.courts.filter((court) => matches(court, wanted)).map(({ id }) => id)),
  );
}

function firstOffer(
  court: Court,
  busy: readonly Busy[],
  starts: readonly (TimeRange & { offerOf: ReturnType<typeof offersAt> })[],
  quotaAt: (wanted: OwnGame) => Quota | null,
) {
  for (const { startsAt, endsAt, offerOf } of starts) {
    const offered = offerOf(court, busy);
    if (!offered.ok || quotaAt({ courtId: court.id, startsAt, endsAt })) continue;
    const { priceMinor, lines } = offered;
    return { startsAt, endsAt, priceMinor, lines };
  }
  return undefined;
}
