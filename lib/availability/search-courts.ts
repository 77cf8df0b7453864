import { z } from 'zod';
import { type PriceLine, SPORTS, SURFACES } from '@/db/schema';
import { type Club, type Court, catalogue } from '@/lib/clubs/catalogue';
import { listCategories } from '@/lib/clubs/list-categories';
import { clubsIn, distanceKm, nearestCity, type Point } from '@/lib/clubs/places';
import type { Context } from '@/lib/context';
import { pagingQuery } from '@/lib/paging';
import { instantsOf, isLocalDate, MINUTE_MS, parseLocalTime } from '@/lib/time';
import { LONGEST_BOOKING_MS, listBusy } from './busy';
import { offer, type Wish } from './offer';
import type { Busy } from './slots';

export const courtFilters = {
  indoor: z.stringbool().optional(),
  surface: z.enum(SURFACES).optional(),
  sport: z.enum(SPORTS).optional(),
};

export const searchCourtsSchema = z.object({
  date: z.string().refine(isLocalDate, 'must be a real date, YYYY-MM-DD'),
  time: z.string().refine((value) => parseLocalTime(value) !== null, 'must be a time, HH:MM'),
  duration: z.coerce.number().int().positive().max(240),
  city: z.string().trim().min(1).max(80).optional(),
  ...courtFilters,
  within_minutes: z.coerce.number().int().min(0).max(720).default(0),
  lat: z.coerce.number().min(-90).max(90).optional(),
  lng: z.coerce.number().min(-180).max(180).optional(),
  radius_km: z.coerce.number().positive().max(500).default(25),
  ...pagingQuery,
});
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
 * Courts that can be booked at a local time, each at the start nearest to it. One query for what is busy; the
 * rest is the catalogue and the slot engine in this process. A city without courts gets the nearest that has some.
 * @param as whose prices count: a member category by club id, the actor's own unless given
 */
export async function searchCourts(
  ctx: Context,
  wanted: SearchCourts,
  as?: ReadonlyMap<number, string>,
): Promise<CourtSearch> {
  const [{ clubs }, categories] = await Promise.all([catalogue(), as ?? listCategories(ctx)]);
  const near = pointOf(wanted);
  const places = placesFor(clubs, wanted, near);
  if (places.length === 0)
    return { results: [], count: 0, nearestCity: nearestCity(clubs, wanted.city ?? '', near) };

  const startsOf = new Map(places.map(({ club }) => [club.id, startsNear(club, wanted)]));
  const busy = await busyAround(places, wanted, [...startsOf.values()].flat());
  const found = places.flatMap(({ club, distance }) => {
    const wish = {
      durationMinutes: wanted.duration,
      category: categories.get(club.id) ?? null,
      now: ctx.now.getTime(),
    };
    return club.courts
      .filter((court) => matches(court, wanted))
      .flatMap((court) => {
        const best = firstOffer(club, court, busy.get(court.id) ?? [], startsOf.get(club.id) ?? [], wish);
        return best ? [{ club, court, distanceKm: distance, ...best }] : [];
      });
  });
  found.sort(
    (a, b) =>
      (a.distanceKm ?? 0) - (b.distanceKm ?? 0) || a.priceMinor - b.priceMinor || a.court.id - b.court.id,
  );
  const from = (wanted.page - 1) * wanted.page_size;
  return { results: found.slice(from, from + wanted.page_size), count: found.length, nearestCity: null };
}

export const pointOf = ({
  lat,
  lng,
}: {
  lat?: number | undefined;
  lng?: number | undefined;
}): Point | undefined =>
  lat === undefined || lng === undefined ? undefined : { latitude: lat, longitude: lng };

/** The clubs asked for, nearest first when a location is known. */
export function placesFor(
  clubs: readonly Club[],
  { city, radius_km }: Pick<SearchCourts, 'city' | 'radius_km'>,
  near?: Point,
): { club: Club; distance: number | null }[] {
  const inCity = city === undefined ? clubs : clubsIn(clubs, city);
  if (!near) return inCity.map((club) => ({ club, distance: null }));
  return inCity
    .map((club) => ({ club, distance: distanceKm(near, club) }))
    .filter(({ distance }) => city !== undefined || distance <= radius_km)
    .sort((a, b) => a.distance - b.distance);
}

export const matches = (court: Court, wanted: Pick<SearchCourts, 'indoor' | 'surface' | 'sport'>): boolean =>
  (wanted.indoor === undefined || court.indoor === wanted.indoor) &&
  (wanted.surface === undefined || court.surface === wanted.surface) &&
  (wanted.sport === undefined || court.sport === wanted.sport);

/** The asked instant first, then the club's grid outwards within the tolerance. */
function startsNear(club: Club, { date, time, within_minutes }: SearchCourts): number[] {
  const asked = instantsOf(date, parseLocalTime(time) ?? 0, club.timeZone);
  const steps = Math.floor(within_minutes / club.stepMinutes);
  const around = Array.from({ length: steps }, (_, index) => (index + 1) * club.stepMinutes * MINUTE_MS);
  return asked.flatMap((startsAt) => [
    startsAt,
    ...around.flatMap((offset) => [startsAt - offset, startsAt + offset]),
  ]);
}

/** What takes the courts asked for near enough to a start to decide it: within their club's shortest duration. */
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
  club: Club,
  court: Court,
  busy: readonly Busy[],
  starts: readonly number[],
  wish: Omit<Wish, 'startsAt'>,
) {
  for (const startsAt of starts) {
    const offered = offer(club, court, busy, { ...wish, startsAt });
    if (!offered.ok) continue;
    const { priceMinor, lines } = offered;
    return { startsAt, endsAt: startsAt + wish.durationMinutes * MINUTE_MS, priceMinor, lines };
  }
  return undefined;
}
