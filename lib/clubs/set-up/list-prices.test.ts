import { describe, expect, test } from 'vitest';
import { localTime } from '@/lib/core/time';
import { staffOf } from '@/test/at-desk';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt } from '@/test/factories';
import { listPrices } from './list-prices';
import { priceRulesSchema, setPriceRules } from './set-price-rules';

const rule = (es: string, price_per_hour: string, conditions: object = {}) => ({
  name: { es, en: es },
  price_per_hour,
  ...conditions,
});

async function priced() {
  const { id } = await makeClub({ opensMinute: 9 * 60, closesMinute: 21 * 60 });
  const [first, second] = [await makeCourt({ clubId: id }), await makeCourt({ clubId: id })];
  const ctx = await staffOf(id, 'manager');
  const rules = [
    rule('Punta', '40.00', { from: '18:00', until: '21:00' }),
    rule('Segunda', '20.00', { court_ids: [second.id], until: '12:00' }),
    rule('Base', '30.00', { from: '10:00' }),
  ];
  const preview = priceRulesSchema.parse({ revision: 0, rules });
  const { changes } = await setPriceRules({ ...ctx, preview: true }, String(id), preview);
  await setPriceRules(ctx, String(id), { ...preview, acknowledge_unsold: changes.unsold.hash });
  const { club, cells } = await listPrices(ctx, String(id), { date: inDays(3), duration: 60 });
  const at = (courtId: number, time: string) =>
    cells.find((cell) => cell.courtId === courtId && localTime(cell.startsAt, club.timeZone) === time);
  return { id, ctx, first, second, cells, at };
}

describe('the prices of a date', () => {
  test('are there for every court and start between opening and closing', async () => {
    const { cells, at, first } = await priced();
    expect(cells).toHaveLength(2 * 24);
    expect(at(first.id, '09:00')).toBeDefined();
    expect(at(first.id, '20:30')).toBeDefined();
  });

  test('say which rule decides and which ones it beats', async () => {
    const { at, first, second } = await priced();
    const named = (courtId: number, time: string) => at(courtId, time)?.rules.map(({ name }) => name.es);
    expect(named(first.id, '19:00')).toEqual(['Punta', 'Base']);
    expect(named(second.id, '11:00')).toEqual(['Segunda', 'Base']);
    expect(at(second.id, '11:00')?.priceMinor).toBe(2000);
  });

  test('are null where no rule fits', async () => {
    const { at, first } = await priced();
    expect(at(first.id, '09:00')).toMatchObject({ priceMinor: null, rules: [] });
    expect(at(first.id, '09:30')?.priceMinor).toBeNull();
  });

  test('are asked for a category that the club has', async () => {
    const { id, ctx } = await priced();
    const asked = { date: inDays(3), duration: 60, category: 'socios' };
    await expect(listPrices(ctx, String(id), asked)).rejects.toMatchObject({
      fields: { category: [expect.any(String)] },
    });
  });
});
