import { Temporal } from 'temporal-polyfill';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A calendar date of some club, `YYYY-MM-DD`, as `isLocalDate` accepts it. */
export type LocalDate = string;

/** A half-open range of instants, epoch milliseconds. */
export type TimeRange = { startsAt: number; endsAt: number };

/** A stretch of time in which a zone keeps one offset from UTC. */
type OffsetSpan = TimeRange & { offsetMs: number };

/** The number of offset spans that are remembered for each zone. Zones have at most two a year. */
const SPANS_KEPT = 16;
const spansByZone = new Map<string, OffsetSpan[]>();

/** Temporal takes some 10 µs for a span, too long for a loop over slots, so each is asked for once. */
function offsetSpanAt(ms: number, timeZone: string): OffsetSpan {
  const spans = spansByZone.get(timeZone) ?? [];
  for (const span of spans) if (ms >= span.startsAt && ms < span.endsAt) return span;
  const span = askOffsetSpan(ms, timeZone);
  spansByZone.set(timeZone, [span, ...spans.slice(0, SPANS_KEPT - 1)]);
  return span;
}

function askOffsetSpan(ms: number, timeZone: string): OffsetSpan {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(timeZone);
  const next = at.getTimeZoneTransition('next');
  // "previous" is strictly before, and the instant asked for may itself be the transition.
  const previous = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    startsAt: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    endsAt: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: at.offsetNanoseconds / 1e6,
  };
}

const ZONE_NAME = /^[a-z][\w+-]*(?:\/[\w+-]+)*$/i;

/**
 * A zone by its IANA name, links such as `Europe/Kyiv` included, in the case of the zone data. Null for an unknown
 * name and for a bare offset; `Intl.supportedValuesOf` lacks the links.
 */
export function findTimeZone(name: string): string | null {
  if (!ZONE_NAME.test(name)) return null;
  try {
    return epochIn(name).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether two names are of one zone, as `Asia/Calcutta` and `Asia/Kolkata` are. */
export const isSameTimeZone = (one: string, other: string): boolean => epochIn(one).equals(epochIn(other));

const epochIn = (timeZone: string) => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** More days than any club sells ahead, many times over. */
const DATES_KEPT = 4_096;
const datesByDay = new Map<number, LocalDate>();
const midnights = new Map<LocalDate, number>();

/** Cached by date, for the same loops. */
function utcMidnight(date: LocalDate): number {
  const known = midnights.get(date);
  if (known !== undefined) return known;
  const ms = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
  if (midnights.size >= DATES_KEPT) midnights.clear();
  midnights.set(date, ms);
  return ms;
}

/** Cached by day, because loops over slots use it and each `new Date` is slow under Next. */
function dateOfUtc(ms: number): LocalDate {
  const day = Math.floor(ms / DAY_MS);
  const known = datesByDay.get(day);
  if (known !== undefined) return known;
  const date = new Date(ms);
  const text = `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
  if (datesByDay.size >= DATES_KEPT) datesByDay.clear();
  datesByDay.set(day, text);
  return text;
}

/** The wall clock's reading as if it were UTC, for arithmetic on wall time. */
const wallMs = (ms: number, timeZone: string) => ms + offsetSpanAt(ms, timeZone).offsetMs;

/** Whether the text is a date that exists: `2026-02-29` does not. */
export function isLocalDate(value: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(value)) return false;
  const ms = utcMidnight(value);
  return Number.isFinite(ms) && dateOfUtc(ms) === value;
}

/**
 * The instants (epoch ms) at which a zone's wall clock shows that minute of that date: none in the spring gap, two in
 * the autumn hour (earlier first), else one. `minuteOfDay` counts from 00:00 on the wall clock and may reach into
 * following days.
 */
export function instantsOf(date: LocalDate, minuteOfDay: number, timeZone: string): number[] {
  const wall = utcMidnight(date) + minuteOfDay * MINUTE_MS;
  // No zone is a day from UTC, so these two spans surround any clock change.
  const before = offsetSpanAt(wall - DAY_MS, timeZone);
  const after = offsetSpanAt(wall + DAY_MS, timeZone);
  const instants: number[] = [];
  if (wall - before.offsetMs < before.endsAt) instants.push(wall - before.offsetMs);
  if (after.startsAt > before.startsAt && wall - after.offsetMs >= after.startsAt)
    instants.push(wall - after.offsetMs);
  return instants;
}

/** The earlier of the instants, or for a minute in the gap the first one after it. */
export function firstInstantOf(date: LocalDate, minuteOfDay: number, timeZone: string): number {
  const [first] = instantsOf(date, minuteOfDay, timeZone);
  return first ?? offsetSpanAt(utcMidnight(date) + minuteOfDay * MINUTE_MS - DAY_MS, timeZone).endsAt;
}

/** The instants strictly inside the range at which the zone's clocks are changed. */
export function clockChangesBetween(startsAt: number, endsAt: number, timeZone: string): number[] {
  const changes: number[] = [];
  let change = offsetSpanAt(startsAt, timeZone).endsAt;
  while (change < endsAt) {
    changes.push(change);
    change = offsetSpanAt(change, timeZone).endsAt;
  }
  return changes;
}

/**
 * The spans of constant offset that overlap the range, earliest first, each with the offset before it. The first may
 * begin at minus infinity, in a zone without clock changes.
 */
export function offsetSpansBetween(startsAt: number, endsAt: number, timeZone: string) {
  const begins = [startsAt, ...clockChangesBetween(startsAt, endsAt, timeZone)];
  return begins.map((ms) => {
    const span = offsetSpanAt(ms, timeZone);
    const hasBegun = Number.isFinite(span.startsAt);
    const offsetBeforeMs = hasBegun ? offsetSpanAt(span.startsAt - 1, timeZone).offsetMs : span.offsetMs;
    return { startsAt: span.startsAt, offsetMs: span.offsetMs, offsetBeforeMs };
  });
}

/** The date the zone's calendar shows at an instant. */
export function localDateOf(ms: number, timeZone: string): LocalDate {
  return dateOfUtc(wallMs(ms, timeZone));
}

/** The whole minutes the zone's wall clock is past midnight, 0 to 1439. */
export function minuteOfDay(ms: number, timeZone: string): number {
  const wall = wallMs(ms, timeZone);
  return Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/** The zone's wall clock, `HH:MM`. */
export function localTime(ms: number, timeZone: string): string {
  const minute = minuteOfDay(ms, timeZone);
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

/** `"10:30"` → 630. Null when it is not a time from 00:00 to 23:59. */
export function parseLocalTime(value: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** `2026-10-25T10:00:00+01:00`: the zone's wall clock to the second, with its offset at that instant. */
export function isoWithOffset(ms: number, timeZone: string): string {
  const offsetMinutes = Math.round(offsetSpanAt(ms, timeZone).offsetMs / MINUTE_MS);
  const size = Math.abs(offsetMinutes);
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  const wall = ms + offsetMinutes * MINUTE_MS;
  const date = dateOfUtc(wall);
  const second = Math.floor((wall - utcMidnight(date)) / 1000);
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    .map(twoDigits)
    .join(':');
  return `${date}T${clock}${offset}`;
}

/** The date so many calendar days later, or earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfUtc(utcMidnight(date) + days * DAY_MS);
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  const day = utcMidnight(date) / DAY_MS;
  // The first day of 1970 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** When a local date begins and ends, half-open. It has 23, 24 or 25 hours and may begin at 01:00. */
export function dayBounds(date: LocalDate, timeZone: string): TimeRange {
  return { startsAt: firstInstantOf(date, 0, timeZone), endsAt: firstInstantOf(date, 1440, timeZone) };
}
