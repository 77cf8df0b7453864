import { LOCALES } from '@/db/schema';
import { formatDate } from '@/lib/core/i18n/format';
import { foldText } from '@/lib/core/input/fold-text';
import { addDays, isLocalDate, type LocalDate } from '@/lib/core/time';

/** Yesterday, today and tomorrow in each language. */
const NEAR = [
  ['ayer', 'hoy', 'manana'],
  ['yesterday', 'today', 'tomorrow'],
];

/**
 * The day that somebody names in either language: `hoy`, `tomorrow`, a weekday from its first three letters, `28/11`,
 * `28-11-2026` or `2026-11-28`. Null for no day.
 */
export function dayNamed(text: string, today: LocalDate): LocalDate | null {
  const folded = foldText(text);
  if (isLocalDate(folded)) return folded;
  const near = NEAR.flatMap((words) => (words.includes(folded) ? words.indexOf(folded) : []))[0];
  if (near !== undefined) return addDays(today, near - 1);
  return weekday(folded, today) ?? numbered(folded, today);
}

/** The next day of that name, which is never today. */
function weekday(folded: string, today: LocalDate): LocalDate | null {
  if (folded.length < 3) return null;
  const week = Array.from({ length: 7 }, (_, index) => addDays(today, index + 1));
  const isNamed = (date: LocalDate) =>
    LOCALES.some((locale) => foldText(formatDate(date, 'weekdayLong', locale)).startsWith(folded));
  return week.find(isNamed) ?? null;
}

/** A day and a month without a year are the next such day. */
function numbered(folded: string, today: LocalDate): LocalDate | null {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/.exec(folded) ?? [];
  if (day === undefined || month === undefined) return null;
  const thisYear = Number(today.slice(0, 4));
  const dates = (year ? [year] : [thisYear, thisYear + 1]).map(
    (of) => `${of}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
  return dates.find((date) => isLocalDate(date) && (year !== undefined || date >= today)) ?? null;
}
