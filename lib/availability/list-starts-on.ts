import { addDays, dayBounds, type LocalDate, localDateOf } from '@/lib/core/time';
import { openDay } from './open-day';
import { type Busy, listStarts, type SlotRules } from './slots';

/** Every bookable start on this local date, in order, those after midnight of the evening before included. */
export function listStartsOn(
  rules: SlotRules,
  busy: readonly Busy[],
  date: LocalDate,
  durationMinutes: number,
  nowMs: number,
  category: string | null = null,
): number[] {
  const starts = openingsFor(rules, date).flatMap((opening) =>
    listStarts(rules, busy, opening, durationMinutes, nowMs, category),
  );
  return [...new Set(starts)].filter((startsAt) => localDateOf(startsAt, rules.timeZone) === date);
}

/** The dates whose windows may have a start on this one. */
function openingsFor(rules: SlotRules, date: LocalDate): LocalDate[] {
  const evening = addDays(date, -1);
  const { startsAt: midnight } = dayBounds(date, rules.timeZone);
  const runsOver = openDay(rules, evening).windows.some(({ endsAt }) => endsAt > midnight);
  return runsOver ? [evening, date] : [date];
}
