import { openDay } from '@/lib/availability/open-day';
import type { Busy } from '@/lib/availability/slots';
import type { Club } from '@/lib/catalogue/catalogue';
import { localDateOf, MINUTE_MS, type TimeRange } from '@/lib/core/time';

/**
 * Whether a place lies in the club's hours and leaves nothing beside it that is too short to sell. A block counts as
 * there from the beginning, so no booking beside it may seem to have left a gap.
 */
export function leavesNoGap(club: Club, busy: readonly Busy[], { startsAt, endsAt }: TimeRange): boolean {
  const stretch = openDay(club, localDateOf(startsAt, club.timeZone)).stretches.find(
    (open) => open.startsAt <= startsAt && endsAt <= open.endsAt,
  );
  if (!stretch) return false;
  const before =
    startsAt - Math.max(stretch.startsAt, ...busy.map((one) => one.endsAt).filter((ms) => ms <= startsAt));
  const after =
    Math.min(stretch.endsAt, ...busy.map((one) => one.startsAt).filter((ms) => ms >= endsAt)) - endsAt;
  const shortestMs = Math.min(...club.durationsMinutes) * MINUTE_MS;
  return [before, after].every((gap) => gap === 0 || gap >= shortestMs);
}
