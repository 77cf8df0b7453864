import { expect, test } from 'vitest';
import { categoriesSchema } from '@/lib/clubs/set-up/set-categories';
import { categoriesForm, fieldsOf, NO_CATEGORY, readCategories } from './category-fields';

const row = (index: number, fields: Partial<typeof NO_CATEGORY>) =>
  Object.fromEntries(
    Object.entries({ ...NO_CATEGORY, ...fields }).map(([name, value]) => [
      `categories.${index}.${name}`,
      value,
    ]),
  );

test('a form is what the API takes, and a code is made of a name', () => {
  const values = {
    club: 'sol',
    revision: '1',
    ...row(0, { code: 'vip', name_es: 'VIP', horizon_days: '60' }),
    ...row(1, { name_es: 'Socios de mañana', max_upcoming: '3' }),
    ...row(2, { code: 'old', name_es: 'Antigua' }),
    'categories.2.gone': 'on',
    ...row(3, {}),
  };
  const { categories } = categoriesSchema.parse(categoriesForm.parse(values).list);
  expect(categories).toMatchObject([
    { code: 'vip', horizon_days: 60, max_upcoming: null },
    { code: 'socios-de-manana', name: { es: 'Socios de mañana', en: 'Socios de mañana' }, max_upcoming: 3 },
  ]);
  expect(categories.map(fieldsOf)[0]).toMatchObject({ code: 'vip', horizon_days: '60', max_upcoming: '' });
  expect(readCategories(values)).toHaveLength(2);
});

test('a limit that is no number is refused at its field', () => {
  const { list } = categoriesForm.parse({
    revision: '0',
    ...row(0, { code: 'a', name_es: 'A', max_upcoming: 'dos' }),
  });
  const { error } = categoriesSchema.safeParse(list);
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['categories.0.max_upcoming']);
});
