import { z } from 'zod';
import { COURT_FORMATS } from '@/db/schema';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { nearestCity } from '@/lib/catalogue/places';
import { momentsOf, priceCourtsAlike, pricesWithin } from '@/lib/catalogue/price';
import type { Context } from '@/lib/core/context';
import { askedDate, askedTime } from '@/lib/core/input/asked-time';
import { plainInteger } from '@/lib/core/input/plain-number';
import {
  dayBounds,
  instantsOf,
  MINUTE_MS,
  minuteOfDay,
  parseLocalTime,
  type TimeRange,
} from '@/lib/core/time';
import { listBusy, LONGEST_BOOKING_MS } from './busy';
import { categoryAt, readBuyer } from './buyer';
import { byCurrency } from './currency-order';
import { DAY_PARTS, dayPartOf } from './day-parts';
import { listOwnGames } from './list-own-games';
import { listStartsOn } from './list-starts-on';
import { openWindows } from './open-day';
import { courtFilters, matches, nearPoint, placesFor, pointOf } from './search-courts';
import { type OwnGame, type Quota, quotaOf } from './quota';
import type { Busy } from './slots';

export const searchClubsSchema = z.object({
  date: askedDate,
  /** Local to each club. Any time of the day when absent. */
  time: askedTime.optional(),
  /** The part of the day that was asked for instead of a time. */
  part: z.enum(DAY_PARTS).optional(),
  duration: plainInteger(1, 240).default(90),
  city: z.string().trim().min(1).max(80).optional(),
  ...courtFilters,
  format: z.enum(COURT_FORMATS).optional(),
  ...nearPoint,
  sort: z.enum(['distance', 'price', 'earliest']).default('distance'),
});
export type SearchClubs = z.output<typeof searchClubsSchema>;

/** One start of a club with its cheapest free court, for four players before two. */
export type BestStart = {
  startsAt: number;
  endsAt: number;
  court: Court;
  courtsFree: number;
  priceMinor: number;
};

export type FoundClub = {
  club: Club;
  distanceKm: number | null;
  /** The cheapest start of the day, which the card shows and is sorted by. Null when nothing is free. */
  fromPriceMinor: number | null;
  /** Every bookable start of the day, in order. */
  starts: BestStart[];
  /** The start that was asked for, when it can be booked. */
  exact: BestStart | null;
  /** Whether a start fits the request: its time, its part of the day, or any. */
  meets: boolean;
  /** The limit of their category that keeps starts of the day from the asking person. */
  quota: Quota | null;
  windows: readonly TimeRange[];
  /** Busy times by court id, for drawing the day. */
  busy: ReadonlyMap<number, readonly Busy[]>;
};

export type ClubSearch = { clubs: FoundClub[]; nearestCity: string | null };

/**
 * Clubs with their bookable starts on a day: first those with the requested start, then those with any, each group in
 * the chosen order. Prices are compared within a currency, the most frequent one first.
 */
export async function searchClubs(ctx: Context, wanted: SearchClubs): Promise<ClubSearch> {
  const near = pointOf(wanted);
  const places = (await placesFor(wanted, near)).filter(({ club }) =>
    club.courts.some((court) => isWanted(court, wanted)),
  );
  if (places.length === 0) return { clubs: [], nearestCity: await nearestCity(wanted.city ?? '', near) };
  const found = await searchAt(
    ctx,
    places.map(({ club }) => club),
    wanted,
  );
  const clubs = found.map((one, index) => ({ ...one, distanceKm: places[index]?.distance ?? null }));
  return { clubs: clubs.sort(byWish(wanted, clubs)), nearestCity: null };
}

/** What is asked of a club's day. */
type WantedDay = Pick<
  SearchClubs,
  'date' | 'duration' | 'time' | 'part' | 'sport' | 'format' | 'surface' | 'indoor'
>;

/** Some clubs with their bookable starts on a day, in the order of the clubs and without a distance. */
export async function searchAt(
  ctx: Context,
  clubs: readonly Club[],
  wanted: WantedDay,
): Promise<FoundClub[]> {
  const buyer = await readBuyer(ctx);
  const [busy, games] = await Promise.all([busyOfDay(clubs, wanted.date), listOwnGames(buyer, clubs)]);
  return clubs.map((club) => ({
    distanceKm: null,
    ...readDay(ctx, club, wanted, busy, categoryAt(buyer, club.id), games.get(club.id) ?? []),
  }));
}

/**
 * One scan for all clubs of a day, from the earliest midnight to the latest of their zones. The gap rule looks further:
 * the shortest booking back from a start, and as far from its end.
 */
async function busyOfDay(clubs: readonly Club[], date: string): Promise<Map<number, Busy[]>> {
  const zones = [...new Set(clubs.map((club) => club.timeZone))];
  const bounds = zones.map((zone) => dayBounds(date, zone));
  return listBusy(
    Math.min(...bounds.map(({ startsAt }) => startsAt)) - LONGEST_BOOKING_MS,
    Math.max(...bounds.map(({ endsAt }) => endsAt)) + 2 * LONGEST_BOOKING_MS,
    clubs.flatMap((club) => club.courts.map((court) => court.id)),
  );
}

function readDay(
  ctx: Context,
  club: Club,
  wanted: WantedDay,
  busy: ReadonlyMap<number, Busy[]>,
  category: string | null,
  games: readonly OwnGame[],
): Omit<FoundClub, 'distanceKm'> {
  const quotaAt = quotaOf(club, category, games, ctx.now.getTime());
  const priceOn = pricesOfDay(club, wanted, category);
  let quota: Quota | null = null;
  const chips = new Map<number, BestStart>();
  for (const court of club.courts.filter((candidate) => isWanted(candidate, wanted))) {
    const taken = busy.get(court.id) ?? [];
    const priceAt = priceOn(court);
    for (const startsAt of listStartsOn(
      club,
      taken,
      wanted.date,
      wanted.duration,
      ctx.now.getTime(),
      category,
    )) {
      const endsAt = startsAt + wanted.duration * MINUTE_MS;
      const priceMinor = priceAt(startsAt, endsAt);
      if (priceMinor === null) continue;
      const reached = quotaAt({ courtId: court.id, startsAt, endsAt });
      quota ??= reached;
      if (reached) continue;
      const known = chips.get(startsAt);
      const better = !known || isBetter({ court, priceMinor }, known);
      chips.set(startsAt, {
        startsAt,
        endsAt,
        court: better ? court : known.court,
        courtsFree: (known?.courtsFree ?? 0) + 1,
        priceMinor: better ? priceMinor : known.priceMinor,
      });
    }
  }
  const starts = [...chips.values()].sort((a, b) => a.startsAt - b.startsAt);
  const asked =
    wanted.time === undefined ? [] : instantsOf(wanted.date, parseLocalTime(wanted.time) ?? 0, club.timeZone);
  const exact = starts.find((chip) => asked.includes(chip.startsAt)) ?? null;
  const { time, part } = wanted;
  const inPart = ({ startsAt }: BestStart) =>
    part === undefined || dayPartOf(minuteOfDay(startsAt, club.timeZone)) === part;
  return {
    club,
    starts,
    exact,
    meets: time === undefined ? starts.some(inPart) : exact !== null,
    fromPriceMinor: starts.length === 0 ? null : Math.min(...starts.map((chip) => chip.priceMinor)),
    quota,
    windows: openWindows(club, wanted.date),
    busy,
  };
}

/** What a slot of the asked day costs on a court. Null where it has no price, or the court is retired by then. */
function pricesOfDay(club: Club, { date, duration }: WantedDay, category: string | null) {
  const { startsAt, endsAt } = dayBounds(date, club.timeZone);
  const { timeZone, currency, holidays, priceRules } = club;
  const moments = momentsOf(priceRules, { startsAt, endsAt: endsAt + duration * MINUTE_MS, timeZone });
  const pricesOf = (courtId: number) =>
    pricesWithin(priceRules, { courtId, category, timeZone, currency, holidays }, moments);
  const first = club.courts[0]?.id;
  const shared = priceCourtsAlike(priceRules) && first !== undefined ? pricesOf(first) : null;
  return ({ id, retiresOn }: Court) =>
    isSoldOn({ retiresOn }, date) ? (shared ?? pricesOf(id)) : () => null;
}

const isWanted = (court: Court, wanted: WantedDay): boolean =>
  matches(court, wanted) && (wanted.format === undefined || court.format === wanted.format);

type Priced = Pick<BestStart, 'court' | 'priceMinor'>;

/** A court for four before one for two, because most people come as four. Then the cheaper one. */
function isBetter(one: Priced, other: Priced): boolean {
  if (one.court.format !== other.court.format) return one.court.format === 'double';
  return one.priceMinor < other.priceMinor;
}

/** Clubs with the requested start first. Within each group by the chosen order, then by name. */
function byWish({ sort }: SearchClubs, clubs: readonly FoundClub[]) {
  const currency = byCurrency(clubs.filter(({ starts }) => starts.length > 0));
  const rank = ({ starts, meets }: FoundClub) => (meets ? 0 : starts.length > 0 ? 1 : 2);
  const key = (found: FoundClub): number => {
    switch (sort) {
      case 'distance':
        return found.distanceKm ?? 0;
      case 'price':
        return found.fromPriceMinor ?? Number.MAX_SAFE_INTEGER;
      case 'earliest':
        return found.starts[0]?.startsAt ?? Number.MAX_SAFE_INTEGER;
    }
  };
  return (a: FoundClub, b: FoundClub) =>
    rank(a) - rank(b) ||
    (sort === 'price' ? currency(a, b) : 0) ||
    key(a) - key(b) ||
    a.club.name.localeCompare(b.club.name);
}
