import { listBusy } from '@/lib/availability/busy';
import { type Buyer, categoryAt } from '@/lib/availability/buyer';
import { offersAt } from '@/lib/availability/offer';
import type { Busy } from '@/lib/availability/slots';
import { type Club, type Court, clubsIn } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { DAY_MS } from '@/lib/core/time';
import { isInTurn, nextOfferingMs, stretchOf } from '@/lib/availability/in-turn';
import { type Alert, makeOffer } from './make-offer';
import { mayBeTakenBack } from './may-be-taken-back';

/** Whose turn it was: by an offer, or passed over because they may not have the court by turn. */
export type TakenTurns = { offered: ReadonlySet<string>; passedOver: ReadonlySet<string> };

type Place = { club: Club; court: Court; priceMinor: number };

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
    for (const place of free) if (await isForGood(place.club, alert)) settled.push(place);
    const { court, refused } = await offerFirst(ctx, alert, buyer, settled);
    if (court) offered.add(alert.id);
    else if (refused) passedOver.add(alert.id);
    if (court) busy.set(court.id, [...(busy.get(court.id) ?? []), stretchOf(alert)]);
  }
  return { offered, passedOver };
}

/** Offers the first of these courts that can be had. A club that refuses the person once does so for all its courts. */
async function offerFirst(
  ctx: Context,
  alert: Alert,
  buyer: Buyer,
  places: readonly Place[],
): Promise<{ court: Court | null; refused: boolean }> {
  const refusedAt = new Set<number>();
  for (const { club, court } of places) {
    if (refusedAt.has(club.id)) continue;
    const outcome = await makeOffer(ctx, { alert, buyer, club, court });
    if (outcome === 'offered') return { court, refused: false };
    if (outcome === 'answered') return { court: null, refused: false };
    if (outcome === 'refused') refusedAt.add(club.id);
  }
  return { court: null, refused: refusedAt.size > 0 };
}

/** By alert, the clubs of its city that offer its start in turn, unless it is night there. */
async function listClubsInTurn(
  ctx: Context,
  alerts: readonly Alert[],
): Promise<ReadonlyMap<string, readonly Club[]>> {
  const cities = [...new Set(alerts.map(({ city }) => city))];
  const inCity = new Map(await Promise.all(cities.map(async (city) => [city, await clubsIn(city)] as const)));
  const nowMs = ctx.now.getTime();
  return new Map(
    alerts.map(({ id, city, startsAt }) => [
      id,
      (inCity.get(city) ?? []).filter(
        (club) => isInTurn(club, startsAt.getTime(), nowMs) && nextOfferingMs(club.timeZone, nowMs) === nowMs,
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
  const starts = alerts.map(({ startsAt }) => startsAt.getTime());
  const courtIds = alerts.flatMap(({ id }) =>
    (clubsOf.get(id) ?? []).flatMap(({ courts }) => courts.map((court) => court.id)),
  );
  return listBusy(Math.min(...starts) - DAY_MS, Math.max(...starts) + 2 * DAY_MS, [...new Set(courtIds)]);
}

/** The courts that are free at the start of an alert, the cheapest first. */
const placesFor = (
  ctx: Context,
  { startsAt, durationMinutes }: Alert,
  buyer: Buyer,
  clubs: readonly Club[],
  busy: ReadonlyMap<number, readonly Busy[]>,
): Place[] =>
  clubs
    .flatMap((club) => {
      const wish = { durationMinutes, category: categoryAt(buyer, club.id), now: ctx.now.getTime() };
      const offerOf = offersAt(club, { ...wish, startsAt: startsAt.getTime() });
      return club.courts.flatMap((court) => {
        const found = offerOf(court, busy.get(court.id) ?? []);
        return found.ok ? [{ club, court, priceMinor: found.priceMinor }] : [];
      });
    })
    .toSorted((a, b) => a.priceMinor - b.priceMinor || a.court.id - b.court.id);

/** Whether nobody can take back what freed a start any more, asked once for each start of a club. */
function unlessTakenBack() {
  const known = new Map<string, Promise<boolean>>();
  return async (club: Club, alert: Alert): Promise<boolean> => {
    const key = JSON.stringify([club.id, alert.startsAt, alert.durationMinutes]);
    const asked = known.get(key) ?? mayBeTakenBack([club.id], alert);
    known.set(key, asked);
    return !(await asked);
  };
}
