import { addDays, type LocalDate, localDateOf } from '@/lib/core/time';
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
  const starts = [addDays(date, -1), date].flatMap((opening) =>
    listStarts(rules, busy, opening, durationMinutes, nowMs, category),
  );
  return [...new Set(starts)].filter((startsAt) => localDateOf(startsAt, rules.timeZone) === date);
}
