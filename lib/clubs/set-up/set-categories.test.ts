import { describe, expect, test } from 'vitest';
import { lastDateOnSale } from '@/lib/availability/slots';
import { getClub } from '@/lib/catalogue/catalogue';
import { addDays, localDateOf } from '@/lib/core/time';
import { staffOf } from '@/test/at-desk';
import { makeClub } from '@/test/factories';
import { categoryJson } from './categories-list';
import { categoriesSchema, setCategories } from './set-categories';
import { priceRulesSchema, setPriceRules } from './set-price-rules';

async function managed() {
  const { id } = await makeClub();
  const ctx = await staffOf(id, 'manager');
  const set = (body: unknown) => setCategories(ctx, String(id), categoriesSchema.parse(body));
  const read = async () => (await getClub(id)).categories.map(categoryJson);
  return { id, ctx, set, read };
}

const category = (code: string, limits: object = {}) => ({
  code,
  name: { es: 'Socios', en: 'Members' },
  horizon_days: null,
  max_upcoming: null,
  max_prime_per_week: null,
  ...limits,
});

describe('the categories of a club', () => {
  test('are replaced as a whole, in their order, and read back as they were written', async () => {
    const { set, read } = await managed();
    const categories = [
      category('vip', { horizon_days: 60 }),
      category('socios', { max_upcoming: 3, max_prime_per_week: 2 }),
    ];
    expect(await set({ revision: 0, categories })).toMatchObject({ revision: 1 });
    expect(await read()).toEqual(categories);
    await set({ revision: 1, categories: [category('socios')] });
    expect(await read()).toEqual([category('socios')]);
    await set({ revision: 2, categories });
    expect(await read()).toEqual(categories);
  });

  test('decide how far ahead their people may book', async () => {
    const { id, set } = await managed();
    await set({ revision: 0, categories: [category('vip', { horizon_days: 60 })] });
    const club = await getClub(id);
    const today = localDateOf(Date.now(), club.timeZone);
    expect(lastDateOnSale(club, Date.now(), 'vip')).toBe(addDays(today, 60));
    expect(lastDateOnSale(club, Date.now(), null)).toBe(addDays(today, club.horizonDays));
  });

  test('do not go while a price rule names them', async () => {
    const { id, ctx, set, read } = await managed();
    await set({ revision: 0, categories: [category('socios')] });
    const rules = [{ name: { es: 'Socios', en: 'Members' }, category: 'socios', price_per_hour: '20.00' }];
    const base = { name: { es: 'Base', en: 'Base' }, price_per_hour: '30.00' };
    await setPriceRules(ctx, String(id), priceRulesSchema.parse({ revision: 0, rules: [...rules, base] }));
    await expect(set({ revision: 1, categories: [] })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { categories: ['a price rule names socios'] },
    });
    expect(await read()).toHaveLength(1);
  });

  test('have no shorter horizon than the public', async () => {
    const { set } = await managed();
    await expect(
      set({ revision: 0, categories: [category('socios', { horizon_days: 3 })] }),
    ).rejects.toMatchObject({ fields: { 'categories.0.horizon_days': [expect.any(String)] } });
  });
});

test.each([
  ['a code with capitals', [category('Socios')], 'categories.0.code'],
  ['one code twice, at both', [category('a'), category('a')], 'categories.0.code,categories.1.code'],
  ['a limit of none', [category('a', { max_upcoming: 0 })], 'categories.0.max_upcoming'],
  ['a horizon of 121 days', [category('a', { horizon_days: 121 })], 'categories.0.horizon_days'],
])('%s is refused', (_what, categories, paths) => {
  const { error } = categoriesSchema.safeParse({ revision: 0, categories });
  expect(error?.issues.map(({ path }) => path.join('.')).join()).toBe(paths);
});
