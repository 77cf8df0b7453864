import { listBusy } from '@/lib/availability/busy';
import { type Buyer, categoryAt } from '@/lib/availability/buyer';
import { offersAt } from '@/lib/availability/offer';
import type { Busy } from '@/lib/availability/slots';
import { type Club, type Court, clubsIn } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { DAY_MS } from '@/lib/core/time';
import {
  courtsFor,
  isInTurn,
  lastStartOf,
  nextOfferingMs,
  startsOf,
  stretchFrom,
} from '@/lib/availability/in-turn';
import { isAskedOf } from './list-free';
import { type Alert, makeOffer } from './make-offer';
import { mayBeTakenBack } from './may-be-taken-back';

/** Whose turn it was: by an offer, or passed over because they may not have the court by turn. */
export type TakenTurns = { offered: ReadonlySet<string>; passedOver: ReadonlySet<string> };

type Place = { club: Club; court: Court; startsAt: number; priceMinor: number };

/**
 * Offers what is free now at clubs that keep a waiting list to those who wait, first come first served. What is taken
 * is read once for all of them, so that a start which frees meanwhile waits for the next run and nobody overtakes.
 * @param alerts open ones, in the order of the waiting list
 */
export async function offerInTurn(
  ctx: Context,
  alerts: readonly Alert[],
  buyerOf: (alert: Alert) => Buyer,
): Promise<TakenTurns> {
  const [offered, passedOver] = [new Set<string>(), new Set<string>()];
  const clubsOf = await listClubsInTurn(ctx, alerts);
  const waiting = alerts.filter((alert) => (clubsOf.get(alert.id) ?? []).length > 0);
  const busy = await readBusy(waiting, clubsOf);
  const isForGood = unlessTakenBack();
  for (const alert of waiting) {
    const buyer = buyerOf(alert);
    const free = placesFor(ctx, alert, buyer, clubsOf.get(alert.id) ?? [], busy);
    const settled = [];
    for (const place of free) if (await isForGood(place, alert.durationMinutes)) settled.push(place);
    const { place, refused } = await offerFirst(ctx, alert, buyer, settled);
    if (refused) passedOver.add(alert.id);
    if (!place) continue;
    offered.add(alert.id);
    const taken = stretchFrom(place.startsAt, alert.durationMinutes);
    busy.set(place.court.id, [...(busy.get(place.court.id) ?? []), taken]);
  }
  return { offered, passedOver };
}

/**
 * Offers the first of these courts that can be had. A club that refuses the person once at a start does so for all its
 * courts.
 */
async function offerFirst(
  ctx: Context,
  alert: Alert,
  buyer: Buyer,
  places: readonly Place[],
): Promise<{ place: Place | null; refused: boolean }> {
  const refusedAt = new Set<string>();
  for (const place of places) {
    const there = `${place.club.id} ${place.startsAt}`;
    if (refusedAt.has(there)) continue;
    const outcome = await makeOffer(ctx, { alert, buyer, ...place });
    if (outcome === 'offered') return { place, refused: false };
    if (outcome === 'answered') return { place: null, refused: false };
    if (outcome === 'refused') refusedAt.add(there);
  }
  return { place: null, refused: refusedAt.size > 0 };
}

/** By alert, the clubs that will do and offer its last start in turn, unless it is night there. */
async function listClubsInTurn(
  ctx: Context,
  alerts: readonly Alert[],
): Promise<ReadonlyMap<string, readonly Club[]>> {
  const cities = [...new Set(alerts.map(({ city }) => city))];
  const inCity = new Map(await Promise.all(cities.map(async (city) => [city, await clubsIn(city)] as const)));
  const nowMs = ctx.now.getTime();
  return new Map(
    alerts.map((alert) => [
      alert.id,
      (inCity.get(alert.city) ?? []).filter(
        (club) =>
          isAskedOf(alert, club) &&
          isInTurn(club, lastStartOf(alert), nowMs) &&
          nextOfferingMs(club.timeZone, nowMs) === nowMs,
      ),
    ]),
  );
}

/** The busy times of all courts in question, from the day before the first start to the day after the last. */
async function readBusy(
  alerts: readonly Alert[],
  clubsOf: ReadonlyMap<string, readonly Club[]>,
): Promise<Map<number, Busy[]>> {
  if (alerts.length === 0) return new Map();
  const starts = alerts.flatMap((alert) => [alert.startsAt.getTime(), lastStartOf(alert)]);
  const courtIds = alerts.flatMap(({ id }) =>
    (clubsOf.get(id) ?? []).flatMap(({ courts }) => courts.map((court) => court.id)),
  );
  return listBusy(Math.min(...starts) - DAY_MS, Math.max(...starts) + 2 * DAY_MS, [...new Set(courtIds)]);
}

/** The courts that are free for an alert, the earliest start first and then the cheapest. */
const placesFor = (
  ctx: Context,
  alert: Alert,
  buyer: Buyer,
  clubs: readonly Club[],
  busy: ReadonlyMap<number, readonly Busy[]>,
): Place[] =>
  clubs
    .flatMap((club) => startsOf(club, alert).map((startsAt) => ({ club, startsAt })))
    .filter(({ club, startsAt }) => isInTurn(club, startsAt, ctx.now.getTime()))
    .flatMap(({ club, startsAt }) => {
      const wish = { durationMinutes: alert.durationMinutes, category: categoryAt(buyer, club.id) };
      const offerOf = offersAt(club, { ...wish, startsAt, now: ctx.now.getTime() });
      return courtsFor(club, alert).flatMap((court) => {
        const found = offerOf(court, busy.get(court.id) ?? []);
        return found.ok ? [{ club, court, startsAt, priceMinor: found.priceMinor }] : [];
      });
    })
    .toSorted((a, b) => a.startsAt - b.startsAt || a.priceMinor - b.priceMinor || a.court.id - b.court.id);

/** Whether nobody can take back what freed a start any more, asked once for each start of a club. */
function unlessTakenBack() {
  const known = new Map<string, Promise<boolean>>();
  return async ({ club, startsAt }: Place, durationMinutes: number): Promise<boolean> => {
    const key = JSON.stringify([club.id, startsAt, durationMinutes]);
    const asked =
      known.get(key) ?? mayBeTakenBack([club.id], { startsAt: new Date(startsAt), durationMinutes });
    known.set(key, asked);
    return !(await asked);
  };
}
