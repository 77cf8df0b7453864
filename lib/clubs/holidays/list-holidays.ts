import { addDays, type LocalDate } from '@/lib/core/time';
import spain from './es.json';

export type Holiday = { date: LocalDate; name: { es: string; en: string } };

type Rule = { name: Holiday['name']; day?: string; easter?: number };

/** The regions whose public holidays are known, by ISO 3166-2 code. */
export const holidayRegions = (): { code: string; name: Holiday['name'] }[] =>
  Object.entries(spain.regions).map(([code, { name }]) => ({ code, name }));

/**
 * The public holidays of a region in a year, in order, by the rules of `es.json`. Local ones and those that are moved
 * from a Sunday are not among them. Empty for a region that is not known.
 */
export function listHolidays(region: string, year: number): Holiday[] {
  const own = Object.entries(spain.regions).find(([code]) => code === region)?.[1];
  if (!own) return [];
  const rules: Rule[] = [...spain.national, ...own.days];
  return rules
    .map(({ name, day, easter = 0 }) => ({
      name,
      date: day === undefined ? addDays(easterOf(year), easter) : `${year}-${day}`,
    }))
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

/** Easter Sunday of the Gregorian calendar, after Meeus, Astronomical Algorithms (1991), chapter 8. */
export function easterOf(year: number): LocalDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  const month = String(Math.floor(days / 31)).padStart(2, '0');
  return `${year}-${month}-${String((days % 31) + 1).padStart(2, '0')}`;
}
