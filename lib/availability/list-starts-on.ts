import { addDays, type LocalDate, localDateOf } from '@/lib/core/time';
import { type Busy, listStarts, type SlotRules } from './slots';

/**
 * Every bookable start whose own local date is this one, in order: those after midnight of the evening before
 * included. It is what a person means who asks for a date and a time.
 */
export function listStartsOn(
  rules: SlotRules,
  busy: readonly Busy[],
  date: LocalDate,
  durationMinutes: number,
  nowMs: number,
): number[] {
  const starts = [addDays(date, -1), date].flatMap((opening) =>
    listStarts(rules, busy, opening, durationMinutes, nowMs),
  );
  return [...new Set(starts)].filter((startsAt) => localDateOf(startsAt, rules.timeZone) === date);
}
