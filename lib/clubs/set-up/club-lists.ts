import { z } from 'zod';
import type { Tx } from '@/db';
import type { ClubList, clubs } from '@/db/schema';
import type { Verb } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import { AppError } from '@/lib/core/errors';
import { categoryJson, categorySchema, stillNamed, writeCategories } from './categories-list';
import { extraJson, extraSchema, writeExtras } from './extras-list';
import { seasonSchema, seasonsOf, writeHours } from './opening-hours-list';
import { foreignPart, priceRuleJson, ruleSchema, writeRules } from './price-rules-list';
import { specialDayJson, specialDaySchema, writeSpecialDays } from './special-days-list';

type Definition = {
  /** Who may replace it. */
  verb: Verb;
  /** Where the number of its replacements stands. */
  revision: keyof typeof clubs.$inferSelect & `${string}Revision`;
  /** What the API calls its items. */
  items: string;
  read: (club: Club) => readonly unknown[];
  /**
   * Writes it again as it stood once.
   * @throws AppError `conflict` when it names what is gone by now
   */
  restore: (tx: Tx, club: Club, items: unknown) => Promise<unknown>;
};

/** The lists of a club that are replaced as a whole. */
export const LISTS = {
  opening_hours: {
    verb: 'changeHours',
    revision: 'hoursRevision',
    items: 'seasons',
    read: ({ openingHours }) => seasonsOf(openingHours),
    restore: (tx, { id }, items) => writeHours(tx, id, z.array(seasonSchema).parse(items)),
  },
  special_days: {
    verb: 'changeHours',
    revision: 'specialDaysRevision',
    items: 'days',
    read: ({ specialDays }) => specialDays.map(specialDayJson),
    restore: (tx, { id }, items) => writeSpecialDays(tx, id, z.array(specialDaySchema).parse(items)),
  },
  price_rules: {
    verb: 'changePrices',
    revision: 'pricesRevision',
    items: 'rules',
    read: ({ priceRules, currency }) => priceRules.map((rule) => priceRuleJson(rule, currency)),
    restore: (tx, club, items) => {
      const rules = z.array(ruleSchema).parse(items);
      if (foreignPart(club, rules)) throw gone();
      return writeRules(tx, club, rules);
    },
  },
  categories: {
    verb: 'changeCategories',
    revision: 'categoriesRevision',
    items: 'categories',
    read: ({ categories }) => categories.map(categoryJson),
    restore: (tx, { id, priceRules }, items) => {
      const categories = z.array(categorySchema).parse(items);
      if (stillNamed(priceRules, categories) !== null) throw gone();
      return writeCategories(tx, id, categories);
    },
  },
  extras: {
    verb: 'changePrices',
    revision: 'extrasRevision',
    items: 'extras',
    read: ({ extras, currency }) => extras.map((extra) => extraJson(extra, currency)),
    restore: (tx, club, items) => writeExtras(tx, club, z.array(extraSchema).parse(items)),
  },
} as const satisfies Record<ClubList, Definition>;

const gone = () =>
  new AppError('conflict', 'This list cannot come back: courts, categories or prices have changed since.');

/** A list as the API answers it, with the revision that a replacement has to name. */
export const documentOf = (club: Club, list: ClubList): { revision: number; [items: string]: unknown } => ({
  revision: club[LISTS[list].revision],
  [LISTS[list].items]: LISTS[list].read(club),
});
