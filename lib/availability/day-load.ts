import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { firstInstantOf, type LocalDate, MINUTE_MS } from '@/lib/core/time';
import { type OpeningRules, openDay } from './open-day';
import type { Busy } from './slots';

type SoldCourt = { readonly id: number; readonly retiresOn: LocalDate | null };
type OpenClub = OpeningRules & { readonly courts: readonly SoldCourt[] };

/** Half an hour of a club's day with the free share of its courts, null when closed or past. */
type HalfHour = { minute: number; freeShare: number | null };
/** `freeShare` is of the open court time that is still to come, null when there is none. */
export type DayLoad = { date: LocalDate; freeShare: number | null; halfHours: HalfHour[] };

const FROM_MINUTE = 6 * 60;
const CELLS = 36;

/** How full a club is on a local date, by half hours from 06:00 to 24:00. Courts that are retired by then do not count. */
export function dayLoad(
  club: OpenClub,
  busy: ReadonlyMap<number, readonly Busy[]>,
  date: LocalDate,
  nowMs: number,
): DayLoad {
  const edges = Array.from({ length: CELLS + 1 }, (_, index) =>
    firstInstantOf(date, FROM_MINUTE + index * 30, club.timeZone),
  );
  const courts = club.courts.filter((court) => isSoldOn(court, date));
  const taken = countTaken(courts, busy, edges);
  const { stretches } = openDay(club, date);
  const halfHours = Array.from({ length: CELLS }, (_, index) => {
    const [startsAt = 0, endsAt = 0] = edges.slice(index, index + 2);
    const open = stretches.some((range) => range.startsAt <= startsAt && endsAt <= range.endsAt);
    const sellable = open && startsAt >= nowMs && courts.length > 0;
    const freeShare = sellable ? Math.max(0, 1 - (taken[index] ?? 0) / courts.length) : null;
    return { minute: FROM_MINUTE + index * 30, freeShare };
  });
  return {
    date,
    freeShare: mean(halfHours.flatMap(({ freeShare }) => (freeShare === null ? [] : [freeShare]))),
    halfHours,
  };
}

/** How many courts are taken in each half hour, however short. */
function countTaken(
  courts: readonly SoldCourt[],
  busy: ReadonlyMap<number, readonly Busy[]>,
  edges: readonly number[],
): number[] {
  const taken = new Array<number>(CELLS).fill(0);
  const [dayStart = 0] = edges;
  for (const court of courts) {
    for (const range of busy.get(court.id) ?? []) {
      const first = Math.max(0, Math.floor((range.startsAt - dayStart) / (30 * MINUTE_MS)));
      const last = Math.min(CELLS, Math.ceil((range.endsAt - dayStart) / (30 * MINUTE_MS)));
      for (let index = first; index < last; index += 1) taken[index] = (taken[index] ?? 0) + 1;
    }
  }
  return taken;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
