import {
  addDays,
  firstInstantOf,
  type LocalDate,
  localDateOf,
  type TimeRange,
  weekdayOf,
} from '@/lib/core/time';

/** A window of wall time. `closesMinute` is above 1440 past midnight and at most 2880. */
type WallWindow = { readonly opensMinute: number; readonly closesMinute: number };

/**
 * A window of every week, by ISO weekday. With dates, both included, it belongs to a season, which stands in place of
 * the week without dates.
 */
type WeeklyWindow = WallWindow & {
  readonly weekday: number;
  readonly validFrom: LocalDate | null;
  readonly validUntil: LocalDate | null;
};

/** A club's opening hours. Results are remembered by object, so it must not change after first use. */
export type OpeningRules = {
  readonly timeZone: string;
  readonly openingHours: readonly WeeklyWindow[];
  /** Dates on which neither week nor season holds. Without windows the club is closed. */
  readonly specialDays: readonly { readonly date: LocalDate; readonly windows: readonly WallWindow[] }[];
};

/** The windows of a date, alone and joined with those of the dates around it, and how long its own are. */
export type OpenDay = { windows: readonly TimeRange[]; stretches: readonly TimeRange[]; openMs: number };

/** More than any club sells ahead. */
const DAYS_KEPT = 128;
const openDays = new WeakMap<OpeningRules, Map<LocalDate, OpenDay>>();

/** Remembered, because every court of a club asks for the same days and zone arithmetic is slow. */
export function openDay(rules: OpeningRules, date: LocalDate): OpenDay {
  const days = openDays.get(rules) ?? new Map<LocalDate, OpenDay>();
  const known = days.get(date);
  if (known) return known;
  const nearby = [-2, -1, 0, 1, 2, 3].map((offset) => openWindows(rules, addDays(date, offset)));
  const windows = openWindows(rules, date);
  const openMs = windows.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0);
  const day = { windows, stretches: merge(nearby.flat()), openMs };
  if (days.size >= DAYS_KEPT) days.clear();
  openDays.set(rules, days.set(date, day));
  return day;
}

/** Whether a club is open all through a range. */
export function isOpenAt(rules: OpeningRules, { startsAt, endsAt }: TimeRange): boolean {
  return openDay(rules, localDateOf(startsAt, rules.timeZone)).stretches.some(
    (open) => open.startsAt <= startsAt && endsAt <= open.endsAt,
  );
}

/**
 * A club's windows on that date, in order, with touching ones joined. A time in the spring gap moves to the first
 * minute that exists, and one that comes twice means the first.
 */
export function openWindows(rules: OpeningRules, date: LocalDate): TimeRange[] {
  return merge(
    wallWindows(rules, date).map((hours) => ({
      startsAt: firstInstantOf(date, hours.opensMinute, rules.timeZone),
      endsAt: firstInstantOf(date, hours.closesMinute, rules.timeZone),
    })),
  );
}

/** The windows of that date in wall time: of the special day, else of the shortest season, else of the week. */
export function wallWindows(
  { openingHours, specialDays }: Pick<OpeningRules, 'openingHours' | 'specialDays'>,
  date: LocalDate,
): readonly WallWindow[] {
  const special = specialDays.find((day) => day.date === date);
  if (special) return special.windows;
  const weekday = weekdayOf(date);
  return weekOn(openingHours, date).filter((hours) => hours.weekday === weekday);
}

/** The windows of the week that holds on a date: those of the shortest season over it, else those without dates. */
export function weekOn<Window extends WeeklyWindow>(
  openingHours: readonly Window[],
  date: LocalDate,
): readonly Window[] {
  const season = shortestSeason(openingHours, date);
  return openingHours.filter((hours) => isOfSeason(hours, season));
}

type Season = Pick<WeeklyWindow, 'validFrom' | 'validUntil'>;
const WHOLE_YEAR: Season = { validFrom: null, validUntil: null };

function shortestSeason(openingHours: readonly WeeklyWindow[], date: LocalDate): Season {
  let shortest = WHOLE_YEAR;
  let shortestMs = Number.POSITIVE_INFINITY;
  for (const { validFrom, validUntil } of openingHours) {
    if (validFrom === null || validUntil === null || date < validFrom || date > validUntil) continue;
    const ms = Date.parse(validUntil) - Date.parse(validFrom);
    if (ms < shortestMs) [shortest, shortestMs] = [{ validFrom, validUntil }, ms];
  }
  return shortest;
}

const isOfSeason = (hours: WeeklyWindow, { validFrom, validUntil }: Season): boolean =>
  hours.validFrom === validFrom && hours.validUntil === validUntil;

function merge(ranges: readonly TimeRange[]): TimeRange[] {
  const merged: TimeRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = merged.at(-1);
    if (range.endsAt <= range.startsAt) continue;
    if (last && range.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, range.endsAt);
    else merged.push({ ...range });
  }
  return merged;
}
