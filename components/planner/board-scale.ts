import { HOUR_MS, localTime, MINUTE_MS, minuteOfDay, type TimeRange } from '@/lib/core/time';

/** A track of the board is five minutes of real time. */
export const TRACK_MINUTES = 5;
const TRACK_MS = TRACK_MINUTES * MINUTE_MS;
const MOST_TRACKS = 360;
/** What is longer is cut at the club's hours, so that a block of days does not stretch the board. */
const LONGEST_SHOWN_MS = 4 * HOUR_MS;

/** The time that a board draws, from a full hour to a full hour of the wall clock. */
export type BoardScale = TimeRange & { tracks: number; hours: readonly BoardHour[] };
/** `at` is the first track of the hour, counted from 1. */
type BoardHour = { startsAt: number; at: number; label: string };

/**
 * The scale of a day: its opening hours, and what was booked before or after them. Null when there is neither.
 */
export function scaleOf(
  windows: readonly TimeRange[],
  items: readonly TimeRange[],
  timeZone: string,
): BoardScale | null {
  const shown = [
    ...windows,
    ...items.filter((item) => windows.length === 0 || item.endsAt - item.startsAt <= LONGEST_SHOWN_MS),
  ];
  if (shown.length === 0) return null;
  const startsAt = fullHourBefore(Math.min(...shown.map((range) => range.startsAt)), timeZone);
  return scaleFrom(startsAt, Math.max(...shown.map((range) => range.endsAt)), timeZone);
}

/** The scale from a full hour on, over at least the time given, and at most thirty hours. */
export function scaleFrom(startsAt: number, lastEnd: number, timeZone: string): BoardScale {
  const hourTracks = HOUR_MS / TRACK_MS;
  const wanted = Math.ceil((lastEnd - startsAt) / HOUR_MS) * hourTracks;
  const tracks = Math.min(wanted, MOST_TRACKS);
  return {
    startsAt,
    endsAt: startsAt + tracks * TRACK_MS,
    tracks,
    hours: hoursOf(startsAt, tracks, timeZone),
  };
}

const fullHourBefore = (ms: number, timeZone: string) =>
  ms - (minuteOfDay(ms, timeZone) % 60) * MINUTE_MS - (ms % MINUTE_MS);

/** The hour that comes twice in autumn is told apart by the name of its time. */
function hoursOf(startsAt: number, tracks: number, timeZone: string): BoardHour[] {
  const hours = Array.from({ length: (tracks * TRACK_MS) / HOUR_MS }, (_, index) => {
    const at = startsAt + index * HOUR_MS;
    return { startsAt: at, at: 1 + (index * HOUR_MS) / TRACK_MS, label: localTime(at, timeZone) };
  });
  const isTwice = ({ label }: BoardHour) => hours.filter((hour) => hour.label === label).length > 1;
  return hours.map((hour) =>
    isTwice(hour) && tracks * TRACK_MS <= 26 * HOUR_MS
      ? { ...hour, label: `${hour.label} ${zoneName(hour.startsAt, timeZone)}` }
      : hour,
  );
}

const zoneName = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' })
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** Where a range stands on the board: its first track, from 1, and how many it covers. Null when it is not on it. */
export function placeOn(
  scale: TimeRange,
  { startsAt, endsAt }: TimeRange,
): { at: number; len: number } | null {
  const from = Math.max(startsAt, scale.startsAt);
  const until = Math.min(endsAt, scale.endsAt);
  if (until <= from) return null;
  const first = Math.floor((from - scale.startsAt) / TRACK_MS);
  const end = Math.ceil((until - scale.startsAt) / TRACK_MS);
  return { at: first + 1, len: end - first };
}
