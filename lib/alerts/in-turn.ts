import type { Club } from '@/lib/catalogue/catalogue';
import { HOUR_MS, MINUTE_MS, type TimeRange } from '@/lib/core/time';

/** How long a court is held for one who waits. */
export const OFFER_MINUTES = 15;
/** An offer ends at least so long before the start, so that the court can still be sold. */
export const OFFERS_END_HOURS = 2;
/** Nobody is offered a court for less. */
const SHORTEST_MS = 5 * MINUTE_MS;

/**
 * Whether a club offers a start (epoch ms) to those who wait one after another. Near the start everybody is told, since
 * there is no time to wait for answers.
 */
export const isInTurn = ({ waitingList }: Club, startsAt: number, nowMs: number): boolean =>
  waitingList === 'in_turn' && startsAt - OFFERS_END_HOURS * HOUR_MS - nowMs >= SHORTEST_MS;

/** How the clubs of a city tell of a start that frees: each tells everybody, some or all offer it in turn. */
export type Turns = 'none' | 'some' | 'all';

/** The same for a start (epoch ms) in a city. */
export function turnsAt(inCity: readonly Club[], startsAt: number, nowMs: number): Turns {
  const inTurn = inCity.filter((club) => isInTurn(club, startsAt, nowMs));
  if (inTurn.length === 0) return 'none';
  return inTurn.length < inCity.length ? 'some' : 'all';
}

/** The time that somebody waits for, in epoch ms. */
export const stretchOf = (wish: { startsAt: Date; durationMinutes: number }): TimeRange => ({
  startsAt: wish.startsAt.getTime(),
  endsAt: wish.startsAt.getTime() + wish.durationMinutes * MINUTE_MS,
});
