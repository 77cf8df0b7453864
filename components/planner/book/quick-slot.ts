import { OCCUPYING, type ReservationStatus } from '@/db/schema/reservations';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import {
  firstInstantOf,
  type LocalDate,
  localDateOf,
  localTime,
  MINUTE_MS,
  parseLocalTime,
  type TimeRange,
} from '@/lib/core/time';
import { isGame } from '@/lib/ledger/game';
import type { DeskKind } from './book-fields';
import type { PlannerWish } from '@/components/planner/planner-address';

/** A place to book, as its form begins. */
export type QuickSlot = TimeRange & {
  courtId: number;
  date: LocalDate;
  time: string;
  minutes: number;
  kind: DeskKind;
};

const USUAL_MINUTES = 90;
const BLOCK_MINUTES = 60;

/** The board of a day, as far as a place is looked for on it. */
type Day = {
  club: Club;
  date: LocalDate;
  windows: readonly TimeRange[];
  /** Those that are shown. One without windows is no longer sold. */
  courts: readonly { court: Pick<Court, 'id'>; windows: readonly TimeRange[] }[];
  items: readonly (TimeRange & { courtId: number; status: ReservationStatus })[];
};

/**
 * What the address asks to book, by default the first place that is free from now on. A shorter booking is proposed
 * where the usual one does not fit. Null when it asks for nothing, or for a court that is not sold.
 */
export function quickSlotOf(day: Day, wish: PlannerWish, now: number): QuickSlot | null {
  const { club } = day;
  if (wish.new === undefined) return null;
  const isSold = isGame(wish);
  const asked = isSold ? soldMinutes(club, wish.minutes) : BLOCK_MINUTES;
  const place = wish.new === '' ? firstFree(day, asked, now) : placeIn(day, wish.new);
  if (!place) return null;
  const { courtId, date, time } = place;
  const startsAt = firstInstantOf(date, parseLocalTime(time) ?? 0, club.timeZone);
  const minutes = isSold && wish.minutes === undefined ? fitting(day, courtId, startsAt, asked) : asked;
  return { courtId, date, time, minutes, kind: wish.kind, startsAt, endsAt: startsAt + minutes * MINUTE_MS };
}

type Place = { courtId: number; date: LocalDate; time: string };

function placeIn({ club, date }: Day, wanted: string): Place | null {
  const [court, time] = wanted.split('T');
  const courtId = Number(court);
  return time !== undefined && club.courts.some(({ id }) => id === courtId) ? { courtId, date, time } : null;
}

/** The earliest start at which a court is free for so long, else the next start of the first court. */
function firstFree({ club, windows, courts, items }: Day, minutes: number, now: number): Place | null {
  const next = nextStart(club, windows, now);
  const closesAt = windows.at(-1)?.endsAt ?? next;
  const sold = courts.filter((shown) => shown.windows.length > 0).map(({ court }) => court.id);
  const placeAt = (courtId: number, ms: number): Place => ({
    courtId,
    date: localDateOf(ms, club.timeZone),
    time: localTime(ms, club.timeZone),
  });
  const taken = takenOf(items);
  for (let startsAt = next; startsAt < closesAt; startsAt += club.stepMinutes * MINUTE_MS) {
    const endsAt = startsAt + minutes * MINUTE_MS;
    const isOpen = windows.some((open) => open.startsAt <= startsAt && endsAt <= open.endsAt);
    const free = sold.find((id) =>
      taken.every((item) => item.courtId !== id || item.endsAt <= startsAt || endsAt <= item.startsAt),
    );
    if (isOpen && free !== undefined) return placeAt(free, startsAt);
  }
  const [first] = sold;
  return first === undefined ? null : placeAt(first, next);
}

/** The usual length, or the longest one sold that ends before what comes next on the court. */
function fitting({ club, windows, items }: Day, courtId: number, startsAt: number, usual: number): number {
  const closesAt = windows.find((open) => open.startsAt <= startsAt && startsAt < open.endsAt)?.endsAt;
  const next = takenOf(items).filter((item) => item.courtId === courtId && item.endsAt > startsAt);
  const endsAt = Math.min(closesAt ?? Number.POSITIVE_INFINITY, ...next.map((item) => item.startsAt));
  const fits = (minutes: number) => startsAt + minutes * MINUTE_MS <= endsAt;
  const shorter = club.durationsMinutes.filter((minutes) => minutes < usual && fits(minutes));
  return fits(usual) || shorter.length === 0 ? usual : Math.max(...shorter);
}

const takenOf = (items: Day['items']) =>
  items.filter(({ status }) => OCCUPYING.some((one) => one === status));

/** As long as is asked for, where the club sells that. */
const soldMinutes = (club: Club, asked: number | undefined): number =>
  asked !== undefined && club.durationsMinutes.includes(asked) ? asked : usualMinutes(club);

/** How long a booking of the club usually is. */
export const usualMinutes = ({ durationsMinutes }: Club): number =>
  durationsMinutes.includes(USUAL_MINUTES) ? USUAL_MINUTES : (durationsMinutes[0] ?? USUAL_MINUTES);

/** The club's next start of the day, its first one on another day. */
function nextStart({ stepMinutes }: Club, windows: readonly TimeRange[], now: number): number {
  const open = windows.find(({ endsAt }) => endsAt > now) ?? windows[0];
  const opensAt = open?.startsAt ?? now;
  const stepMs = stepMinutes * MINUTE_MS;
  return opensAt >= now ? opensAt : opensAt + Math.ceil((now - opensAt) / stepMs) * stepMs;
}

/** Where the link of a free gap begins to book: at its start, or at the step that is under way. */
export function startIn(gap: TimeRange, { stepMinutes }: Pick<Club, 'stepMinutes'>, now: number): number {
  if (now <= gap.startsAt || now >= gap.endsAt) return gap.startsAt;
  const stepMs = stepMinutes * MINUTE_MS;
  return gap.startsAt + Math.floor((now - gap.startsAt) / stepMs) * stepMs;
}
