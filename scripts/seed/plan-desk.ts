import type { PriceLine, TillMethod } from '@/db/schema';
import { priceOf } from '@/lib/availability/offer';
import { type Busy, listStarts } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { addDays, HOUR_MS, localDateOf, MINUTE_MS, minuteOfDay, type TimeRange } from '@/lib/core/time';
import { leavesNoGap } from './leaves-no-gap';
import type { Random } from './random';

/** What the desk of a club has on its board beside the bookings of players. */
type Game = {
  kind: 'booking' | 'walk_in' | 'block' | 'maintenance';
  /** Over by now, or still to come. */
  when: 'past' | 'ahead';
  /** Taken by the desk, all of the price unless said. What is missing is owed. */
  paid?: { method: TillMethod; minor?: number; mistaken?: true };
  waived?: { minor: number; reason: string };
  price?: { minor: number; reason: string };
  state?: 'no_show' | 'cancelled' | 'locked' | 'arrived';
  title?: string;
  note?: string;
  players?: readonly string[];
};

export type DeskGame = TimeRange & {
  game: Game;
  court: Court;
  /** In the order of the plan, after all bookings of players. */
  createdAt: number;
  priceMinor: number;
  listPriceMinor: number;
  lines: PriceLine[];
};

const ahead = { kind: 'booking', when: 'ahead' } as const;
const past = { kind: 'booking', when: 'past' } as const;

/** Every kind and state of the board, and every way to pay. */
const GAMES: readonly Game[] = [
  { ...past, paid: { method: 'card_terminal' }, state: 'arrived', players: ['Nuria Vidal', 'Pau Vidal'] },
  { ...past, paid: { method: 'bizum' }, state: 'arrived', note: 'Repite cada semana.' },
  { ...past, paid: { method: 'cash' }, state: 'arrived' },
  { ...past, state: 'no_show' },
  { ...past, paid: { method: 'cash' } },
  { ...ahead },
  { ...ahead, note: 'Paga uno de los cuatro al llegar.', players: ['Rocío Sanz', 'Iker Mora', 'Teo Luna'] },
  { ...ahead },
  { ...ahead, paid: { method: 'cash', minor: 2000 } },
  { ...ahead, paid: { method: 'transfer' }, title: 'Empresa Luzia' },
  { ...ahead, paid: { method: 'bizum' }, state: 'locked', note: 'No mover: viene de lejos.' },
  { ...ahead, price: { minor: 2500, reason: 'La lluvia cortó su último partido.' } },
  { ...ahead, waived: { minor: 500, reason: 'Esperó diez minutos a que se secara la pista.' } },
  { ...ahead, paid: { method: 'cash', mistaken: true } },
  { ...ahead, paid: { method: 'cash' }, state: 'cancelled' },
  { ...ahead, kind: 'block', title: 'Clase particular' },
  { ...ahead, kind: 'maintenance', title: 'Cambio de red' },
  { ...past, kind: 'walk_in', paid: { method: 'cash' } },
  { ...past, kind: 'walk_in', paid: { method: 'card_terminal' } },
  { ...ahead, kind: 'walk_in', paid: { method: 'cash' } },
];

const FIRST_MADE_BEFORE_MS = 44 * HOUR_MS;
const LONGEST_BACK_MS = 24 * HOUR_MS;
/** The first two courts keep their mornings free for visitors. */
const KEPT_FREE = { courts: 2, untilMinute: 13 * 60 };

/** Places for the desk's games around `nowMs`, today where there is room, as the engine would have offered them. */
export function planDesk(
  random: Random,
  club: Club,
  busyOf: ReadonlyMap<number, readonly Busy[]>,
  nowMs: number,
): DeskGame[] {
  const busy = new Map(club.courts.map(({ id }) => [id, [...(busyOf.get(id) ?? [])]]));
  return GAMES.flatMap((game, index) => {
    const walksInNow = game.kind === 'walk_in' && game.when === 'ahead';
    const createdAt = walksInNow ? nowMs - MINUTE_MS : nowMs - FIRST_MADE_BEFORE_MS + index * 5 * MINUTE_MS;
    const places = listPlaces(club, busy, game, createdAt, nowMs);
    const today = localDateOf(nowMs, club.timeZone);
    const here = places.filter(({ startsAt }) => localDateOf(startsAt, club.timeZone) === today);
    const place = random.pick(here.length > 0 ? here : places);
    if (!place) return [];
    if (game.state !== 'no_show' && game.state !== 'cancelled') busy.get(place.court.id)?.push(place);
    return [{ game, createdAt, ...place, ...priced(club, place, game) }];
  });
}

type Place = TimeRange & { court: Court };

function listPlaces(
  club: Club,
  busyOf: ReadonlyMap<number, readonly Busy[]>,
  game: Game,
  createdAt: number,
  nowMs: number,
): Place[] {
  const minutes = game.kind === 'booking' ? 90 : 60;
  const today = localDateOf(nowMs, club.timeZone);
  return club.courts.flatMap((court) => {
    const busy = busyOf.get(court.id) ?? [];
    return [-1, 0, 1]
      .flatMap((days) => listStarts(club, busy, addDays(today, days), minutes, createdAt))
      .map((startsAt) => ({ court, startsAt, endsAt: startsAt + minutes * MINUTE_MS }))
      .filter((place) => isWanted(game, place, nowMs) && !isKeptFree(club, place, nowMs))
      .filter((place) => isSold(game) || leavesNoGap(club, busy, place));
  });
}

const isSold = ({ kind }: Game) => kind === 'booking' || kind === 'walk_in';

const isWanted = ({ when }: Game, { startsAt, endsAt }: Place, nowMs: number) =>
  when === 'past' ? endsAt <= nowMs && startsAt >= nowMs - LONGEST_BACK_MS : startsAt > nowMs;

const isKeptFree = ({ timeZone }: Club, { court, startsAt }: Place, nowMs: number) =>
  startsAt > nowMs &&
  minuteOfDay(startsAt, timeZone) < KEPT_FREE.untilMinute &&
  (court.position <= KEPT_FREE.courts || localDateOf(startsAt, timeZone) > localDateOf(nowMs, timeZone));

function priced(club: Club, { court, startsAt, endsAt }: Place, game: Game) {
  if (!isSold(game)) return { priceMinor: 0, listPriceMinor: 0, lines: [] };
  const durationMinutes = (endsAt - startsAt) / MINUTE_MS;
  const price = priceOf(club, court, { startsAt, durationMinutes, category: null });
  if (!price.ok) throw new Error(`${club.name} has no price for one of its hours`);
  const listPriceMinor = price.priceMinor;
  return { priceMinor: game.price?.minor ?? listPriceMinor, listPriceMinor, lines: price.lines };
}
