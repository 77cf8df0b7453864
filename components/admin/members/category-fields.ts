import { z } from 'zod';
import { codeOf } from '@/components/admin/lists/code-of';
import type { CategoryBody } from '@/lib/clubs/set-up/categories-list';
import type { categoriesSchema } from '@/lib/clubs/set-up/set-categories';

/** A category as it is typed. */
export type CategoryFields = Record<
  'code' | 'name_es' | 'name_en' | 'horizon_days' | 'max_upcoming' | 'max_prime_per_week',
  string
>;

export const NO_CATEGORY: CategoryFields = {
  code: '',
  name_es: '',
  name_en: '',
  horizon_days: '',
  max_upcoming: '',
  max_prime_per_week: '',
};

/** A saved category as its form shows it. */
export const fieldsOf = ({ code, name, ...limits }: CategoryBody): CategoryFields => ({
  code,
  name_es: name.es,
  name_en: name.en,
  horizon_days: String(limits.horizon_days ?? ''),
  max_upcoming: String(limits.max_upcoming ?? ''),
  max_prime_per_week: String(limits.max_prime_per_week ?? ''),
});

type Values = Readonly<Record<string, string>>;

/** The categories of a form, without those that are to go and the empty one. */
export function readCategories(values: Values): CategoryFields[] {
  const indexes = Object.keys(values).flatMap(
    (name) => /^categories\.(\d{1,2})\.code$/.exec(name)?.[1] ?? [],
  );
  return indexes
    .filter((index) => values[`categories.${index}.gone`] !== 'on')
    .map((index) => {
      const text = (name: string) => (values[`categories.${index}.${name}`] ?? '').trim();
      return {
        code: text('code'),
        name_es: text('name_es'),
        name_en: text('name_en'),
        horizon_days: text('horizon_days'),
        max_upcoming: text('max_upcoming'),
        max_prime_per_week: text('max_prime_per_week'),
      };
    })
    .filter((fields) => Object.values(fields).some((text) => text !== ''));
}

const count = (text: string) => (text === '' ? null : Number(text));

type CategoriesForm = { club: string; preview: boolean; list: z.input<typeof categoriesSchema> };

/** The form of a club's categories as `setCategories` takes it. A code that is left out is made of the name. */
export const categoriesForm = z.record(z.string(), z.string()).transform(
  (values): CategoriesForm => ({
    club: values.club ?? '',
    preview: values.intent !== 'save',
    list: {
      revision: Number(values.revision),
      categories: readCategories(values).map((fields) => ({
        code: fields.code || codeOf(fields.name_es || fields.name_en),
        name: { es: fields.name_es || fields.name_en, en: fields.name_en || fields.name_es },
        horizon_days: count(fields.horizon_days),
        max_upcoming: count(fields.max_upcoming),
        max_prime_per_week: count(fields.max_prime_per_week),
      })),
    },
  }),
);
