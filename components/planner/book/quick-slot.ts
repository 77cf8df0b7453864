import type { Club, Court } from '@/lib/catalogue/catalogue';
import {
  firstInstantOf,
  type LocalDate,
  localTime,
  MINUTE_MS,
  parseLocalTime,
  type TimeRange,
} from '@/lib/core/time';
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

/** What the address asks to book. Null when it asks for nothing, or for a court that is not sold. */
export function quickSlotOf(
  club: Club,
  courts: readonly Court[],
  date: LocalDate,
  wish: PlannerWish,
  windows: readonly TimeRange[],
  now: number,
): QuickSlot | null {
  const [first] = courts;
  if (wish.new === undefined || !first) return null;
  const [court, typed] = wish.new === '' ? [] : wish.new.split('T');
  const courtId = court === undefined ? first.id : Number(court);
  if (!courts.some(({ id }) => id === courtId)) return null;
  const time = typed ?? localTime(nextStart(club, windows, now), club.timeZone);
  const isSold = wish.kind === 'booking' || wish.kind === 'walk_in';
  const minutes = isSold ? soldMinutes(club, wish.minutes) : BLOCK_MINUTES;
  const startsAt = firstInstantOf(date, parseLocalTime(time) ?? 0, club.timeZone);
  return { courtId, date, time, minutes, kind: wish.kind, startsAt, endsAt: startsAt + minutes * MINUTE_MS };
}

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
