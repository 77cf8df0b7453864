import { foldText } from '@/lib/core/input/fold-text';
import { addDays, type LocalDate, weekdayOf } from '@/lib/core/time';
import spain from './es.json';

/**
 * A public holiday. A `moved` one is on the Monday after the Sunday on which it falls, and a `local` one is a town's.
 * Both are decided anew each year, so that whoever takes them over must look at them.
 */
export type Holiday = {
  date: LocalDate;
  name: { es: string; en: string };
  kind: 'fixed' | 'moved' | 'local';
};

type Rule = { name: Holiday['name']; day?: string; easter?: number };
type Region = {
  name: Holiday['name'];
  publishedIn: string;
  days: Rule[];
  moves: string[];
  places: Partial<Record<string, { name: string; days: Rule[] }>>;
};

const NATIONAL: readonly Rule[] = spain.national;
const REGIONS: readonly (readonly [string, Region])[] = Object.entries(spain.regions);

/** The regions whose public holidays are known, by ISO 3166-2 code, each with the towns whose own days are known. */
export const holidayRegions = (): {
  code: string;
  name: Holiday['name'];
  places: { code: string; name: string }[];
}[] =>
  REGIONS.map(([code, { name, places }]) => ({
    code,
    name,
    places: Object.entries(places).flatMap(([key, place]) =>
      place ? { code: `${code}/${key}`, name: place.name } : [],
    ),
  }));

/** A region with the bulletin in which its calendar is published each year. Null for one that is not known. */
export function holidaySourceOf(place: string): Pick<Region, 'name' | 'publishedIn'> | null {
  const [code] = place.split('/');
  return REGIONS.find(([known]) => known === code)?.[1] ?? null;
}

/** The code of a town whose holidays are known. Null for any other. */
export const holidayPlaceOf = (city: string): string | null =>
  holidayRegions()
    .flatMap(({ places }) => places)
    .find(({ name }) => foldText(name) === foldText(city))?.code ?? null;

/**
 * The public holidays of a region, or of one of its towns, in a year, in order, by the rules of `es.json`. Empty for a
 * region that is not known.
 */
export function listHolidays(place: string, year: number): Holiday[] {
  const [code, town = ''] = place.split('/');
  const region = REGIONS.find(([known]) => known === code)?.[1];
  if (!region) return [];
  const found = new Map<LocalDate, Holiday>();
  const add = (holiday: Holiday) => {
    if (!found.has(holiday.date)) found.set(holiday.date, holiday);
  };
  const ofRegion = [...NATIONAL, ...region.days].map((rule) => ({
    rule,
    holiday: { date: dateOf(rule, year), name: rule.name, kind: 'fixed' } as const,
  }));
  const isMoved = ({ rule, holiday }: (typeof ofRegion)[number]) =>
    weekdayOf(holiday.date) === 7 && region.moves.includes(rule.day ?? '');
  for (const one of ofRegion) if (!isMoved(one)) add(one.holiday);
  for (const one of ofRegion) if (isMoved(one)) add(toMonday(one.holiday));
  for (const rule of region.places[town]?.days ?? [])
    add({ date: dateOf(rule, year), name: rule.name, kind: 'local' });
  return [...found.values()].toSorted((a, b) => a.date.localeCompare(b.date));
}

const dateOf = ({ day, easter = 0 }: Rule, year: number): LocalDate =>
  day === undefined ? addDays(easterOf(year), easter) : `${year}-${day}`;

const toMonday = ({ date, name }: Holiday): Holiday => ({
  date: addDays(date, 1),
  name: {
    es: spain.moved.es.replace('{name}', name.es),
    en: spain.moved.en.replace('{name}', name.en),
  },
  kind: 'moved',
});

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
