import { type Club, type Court, clubsIn, comparedIds } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { addDays, type LocalDate, MINUTE_MS } from '@/lib/core/time';
import { readTakenLater, type TakenLater } from './court-days/read-taken-later';
import { openDay } from './open-day';
import { type FoundClub, searchAt } from './search-clubs';
import { isOnSale } from './slots';

type Wanted = { city: string; today: LocalDate; minutes: number; most: number };

/** The first clubs of a city with a court on a date, most popular first, and how many clubs the city has. */
export type ClubsWithCourt = { date: LocalDate; clubs: FoundClub[]; inCity: number };

/** So many times `most` clubs are searched, because their free time may be in pieces. */
const MOST_SEARCHES = 3;

/**
 * The most popular clubs of a city with a court today, or when most have none left, tomorrow. What was last counted of
 * courts says which clubs to search, so that not all of the city are.
 */
export async function findClubsWithCourt(ctx: Context, wanted: Wanted): Promise<ClubsWithCourt> {
  const { city, today, minutes } = wanted;
  const tomorrow = addDays(today, 1);
  const nowMs = ctx.now.getTime();
  const [inCity, popular] = await Promise.all([clubsIn(city), comparedIds()]);
  const clubs = inCity.filter(({ courts }) => courts.length > 0);
  const takenLater = await readTakenLater(clubs, [today, tomorrow], nowMs);
  const hopeful = (date: LocalDate) =>
    byDemand(clubs.filter(isOnSale), popular).filter((club) =>
      club.courts.some((court) => leftOn(club, court, date, nowMs, takenLater) >= minutes),
    );
  const todays = hopeful(today);
  if (todays.length * 2 >= clubs.length) {
    const found = await searchInTurn(ctx, todays, today, wanted);
    if (found.length > 0) return { date: today, clubs: found, inCity: clubs.length };
  }
  const found = await searchInTurn(ctx, hopeful(tomorrow), tomorrow, wanted);
  return { date: tomorrow, clubs: found, inCity: clubs.length };
}

/** Busiest first, and those without a rank as they are. */
function byDemand(clubs: readonly Club[], popular: readonly number[]): Club[] {
  const ranks = new Map(popular.map((id, rank) => [id, rank]));
  const rankOf = ({ id }: Club) => ranks.get(id) ?? popular.length;
  return clubs.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** About how many minutes of a court are still free on a date. */
function leftOn(club: Club, court: Court, date: LocalDate, nowMs: number, takenLater: TakenLater): number {
  if (!isSoldOn(court, date)) return 0;
  const fromMs = nowMs + club.leadMinutes * MINUTE_MS;
  const open = openDay(club, date).windows.map(({ startsAt, endsAt }) =>
    Math.max(0, endsAt - Math.max(startsAt, fromMs)),
  );
  return open.reduce((sum, ms) => sum + ms, 0) / MINUTE_MS - takenLater(court.id, date);
}

/** Searches a few clubs at a time until enough have a court. */
async function searchInTurn(
  ctx: Context,
  clubs: readonly Club[],
  date: LocalDate,
  { minutes, most }: Wanted,
): Promise<FoundClub[]> {
  const found: FoundClub[] = [];
  for (let at = 0; at < Math.min(clubs.length, MOST_SEARCHES * most) && found.length < most; at += most) {
    const some = clubs.slice(at, at + most);
    const searched = await searchAt(ctx, some, { date, duration: minutes });
    found.push(...searched.filter(({ starts }) => starts.length > 0));
  }
  return found.slice(0, most);
}
