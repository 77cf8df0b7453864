import type { Club, Court } from '@/lib/catalogue/catalogue';
import {
  addDays,
  firstInstantOf,
  HOUR_MS,
  localDateOf,
  MINUTE_MS,
  minuteOfDay,
  type TimeRange,
} from '@/lib/core/time';
import { listGrid } from './slots';

/** How long a court is held for one who waits. */
export const OFFER_MINUTES = 15;
/** An offer ends at least so long before the start, so that the court can still be sold. */
export const OFFERS_END_HOURS = 2;
/** Nobody is offered a court for less. */
const SHORTEST_MS = 5 * MINUTE_MS;
/** Offers begin between these minutes of the club's day, because people who sleep would let them lapse. */
const OFFERS_FROM_MINUTE = 8 * 60;
const OFFERS_UNTIL_MINUTE = 23 * 60;

/**
 * Whether a club offers a start (epoch ms) to those who wait one after another, now or in the morning. Near the start
 * everybody is told, since there is no time to wait for answers.
 */
export const isInTurn = (
  { waitingList, timeZone }: Pick<Club, 'waitingList' | 'timeZone'>,
  startsAt: number,
  nowMs: number,
): boolean =>
  waitingList === 'in_turn' &&
  startsAt - OFFERS_END_HOURS * HOUR_MS - nextOfferingMs(timeZone, nowMs) >= SHORTEST_MS;

/** The first moment from now on at which people of that zone are awake, in epoch ms. */
export function nextOfferingMs(timeZone: string, nowMs: number): number {
  const minute = minuteOfDay(nowMs, timeZone);
  if (minute >= OFFERS_FROM_MINUTE && minute < OFFERS_UNTIL_MINUTE) return nowMs;
  const today = localDateOf(nowMs, timeZone);
  const morning = minute < OFFERS_FROM_MINUTE ? today : addDays(today, 1);
  return firstInstantOf(morning, OFFERS_FROM_MINUTE, timeZone);
}

/** How the clubs of a city tell of a start that frees: each tells everybody, some or all offer it in turn. */
export type Turns = 'none' | 'some' | 'all';

/** The same for a start (epoch ms) in a city. */
export function turnsAt(inCity: readonly Club[], startsAt: number, nowMs: number): Turns {
  const inTurn = inCity.filter((club) => isInTurn(club, startsAt, nowMs));
  if (inTurn.length === 0) return 'none';
  return inTurn.length < inCity.length ? 'some' : 'all';
}

/** A start, or the first and the last of several, as somebody waits for it. */
type WaitedStarts = { startsAt: Date; untilStartsAt: Date | null };

/** The starts of a club (epoch ms) that will do, in order. */
export const startsOf = (club: Club, { startsAt, untilStartsAt }: WaitedStarts): number[] =>
  untilStartsAt === null
    ? [startsAt.getTime()]
    : listGrid(club, { startsAt: startsAt.getTime(), endsAt: untilStartsAt.getTime() });

/** The last of them, in epoch ms. */
export const lastStartOf = ({ startsAt, untilStartsAt }: WaitedStarts): number =>
  (untilStartsAt ?? startsAt).getTime();

/** The courts of a club that will do for somebody who waits, by default all. */
export const courtsFor = (
  { courts }: Club,
  { courtIds }: { courtIds: readonly number[] | null },
): readonly Court[] => (courtIds === null ? courts : courts.filter(({ id }) => courtIds.includes(id)));

/** A game from its start (epoch ms) to its end. */
export const stretchFrom = (startsAt: number, durationMinutes: number): TimeRange => ({
  startsAt,
  endsAt: startsAt + durationMinutes * MINUTE_MS,
});
