import type { PriceLine } from '@/db/schema';
import { priceOf } from '@/lib/availability/offer';
import type { Busy } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import {
  addDays,
  firstInstantOf,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  type TimeRange,
  weekdayOf,
} from '@/lib/core/time';
import { leavesNoGap } from './leaves-no-gap';

/** What repeats at the first club. */
type Pattern = {
  kind: 'booking' | 'block' | 'maintenance';
  /** ISO, 1 = Monday. */
  weekday: number;
  minutes: number;
  /** The earliest start, in minutes after midnight. */
  fromMinute: number;
  title?: string;
  note?: string;
  /** Whether one of its first dates was taken before. */
  hasConflict?: true;
};

const PATTERNS: readonly Pattern[] = [
  { kind: 'booking', weekday: 2, minutes: 90, fromMinute: 18 * 60, hasConflict: true },
  { kind: 'booking', weekday: 4, minutes: 90, fromMinute: 17 * 60, note: 'Pagan entre los cuatro.' },
  { kind: 'booking', weekday: 7, minutes: 60, fromMinute: 10 * 60 },
  { kind: 'block', weekday: 1, minutes: 60, fromMinute: 16 * 60, title: 'Escuela infantil' },
  { kind: 'block', weekday: 3, minutes: 120, fromMinute: 15 * 60, title: 'Liga femenina' },
  { kind: 'maintenance', weekday: 5, minutes: 60, fromMinute: 14 * 60, title: 'Cepillado del césped' },
];

const WEEKS = 8;
/** How far from its earliest start a series may begin. */
const WITHIN_MINUTES = 4 * 60;
/** Next week at the latest. */
const EARLY_DATES = 2;

export type PlannedSeries = {
  pattern: Pattern;
  court: Court;
  startMinute: number;
  from: LocalDate;
  until: LocalDate;
  places: (TimeRange & { date: LocalDate; priceMinor: number; lines: PriceLine[] })[];
  /** The dates on which it could not be had. */
  lost: LocalDate[];
};

/** Six series from tomorrow on, where the board has room for them. They are added to what is busy. */
export function planSeries(club: Club, busyOf: ReadonlyMap<number, Busy[]>, nowMs: number): PlannedSeries[] {
  const today = localDateOf(nowMs, club.timeZone);
  return PATTERNS.flatMap((pattern) => {
    const dates = datesOf(pattern, today);
    const fits = candidates(club, pattern).map((at) => placed(club, pattern, at, dates, busyOf));
    const planned =
      (pattern.hasConflict && fits.find(({ lost }) => isEarly(lost, dates))) ||
      fits.find(({ lost }) => lost.length === 0);
    if (!planned) return [];
    busyOf.get(planned.court.id)?.push(...planned.places);
    return [planned];
  });
}

const isEarly = (lost: readonly LocalDate[], dates: readonly LocalDate[]): boolean =>
  lost.length === 1 && lost.every((date) => dates.indexOf(date) < EARLY_DATES);

function datesOf({ weekday }: Pattern, today: LocalDate): LocalDate[] {
  const first = addDays(today, 1 + ((weekday - weekdayOf(addDays(today, 1)) + 7) % 7));
  return Array.from({ length: WEEKS }, (_, week) => addDays(first, 7 * week));
}

type Place = { court: Court; minute: number };

const candidates = (club: Club, { fromMinute }: Pattern): Place[] =>
  Array.from({ length: WITHIN_MINUTES / club.stepMinutes }, (_, step) => fromMinute + step * club.stepMinutes)
    // A later court keeps the first ones free for visitors.
    .flatMap((minute) => club.courts.toReversed().map((court) => ({ court, minute })));

function placed(
  club: Club,
  pattern: Pattern,
  { court, minute }: Place,
  dates: readonly LocalDate[],
  busyOf: ReadonlyMap<number, readonly Busy[]>,
): PlannedSeries {
  const busy = busyOf.get(court.id) ?? [];
  const all = dates.map((date) => {
    const startsAt = firstInstantOf(date, minute, club.timeZone);
    return { date, startsAt, endsAt: startsAt + pattern.minutes * MINUTE_MS };
  });
  const isFree = ({ startsAt, endsAt }: TimeRange) =>
    busy.every((one) => one.endsAt <= startsAt || endsAt <= one.startsAt);
  const fits = all.filter((place) => isFree(place) && leavesNoGap(club, busy, place));
  const places = fits.flatMap((place) => {
    const price = priceIn(club, court, pattern, place);
    return price ? [{ ...place, ...price }] : [];
  });
  const kept = new Set(places.map(({ date }) => date));
  return {
    pattern,
    court,
    startMinute: minute,
    from: dates[0] ?? '',
    until: dates.at(-1) ?? '',
    places,
    lost: dates.filter((date) => !kept.has(date)),
  };
}

function priceIn(club: Club, court: Court, { kind, minutes }: Pattern, { startsAt }: TimeRange) {
  if (kind !== 'booking') return { priceMinor: 0, lines: [] };
  const price = priceOf(club, court, { startsAt, durationMinutes: minutes, category: null });
  return price.ok ? { priceMinor: price.priceMinor, lines: price.lines } : null;
}
