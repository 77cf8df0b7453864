import type { Route } from 'next';
import type { Locale } from '@/lib/core/context';
import { inLocale } from '@/lib/core/i18n/navigation';

/** What the page of hours shows, as its address says it. */
export type HoursView = {
  /** The page's path without its language. */
  path: string;
  locale: Locale;
  /** The address as it is, which other views keep. */
  query: Readonly<Record<string, string>>;
  /** The first of the two years that are drawn. */
  year: number;
  /** The season that is shown, by its first day as it is saved. Empty for the week, and `new` for one that is added. */
  season: string;
  /** The special day that is unfolded. */
  day: string;
};

type Change = { year: number } | { season: string } | { day: string };

/** The address of the same page with something else shown. */
export function hoursHref({ path, locale, query }: HoursView, change: Change): Route {
  const asked = Object.entries({ ...query, ...change }).filter(([, value]) => value !== '');
  const params = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  return inLocale(`${path}?${params}${'day' in change ? `#day-${change.day}` : ''}`, locale);
}
