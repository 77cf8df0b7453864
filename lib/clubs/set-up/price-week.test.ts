import { expect, test } from 'vitest';
import { getClub } from '@/lib/catalogue/catalogue';
import { clockTime } from '@/lib/clubs/set-up/wall-window';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt } from '@/test/factories';
import { priceRulesSchema, setPriceRules } from './set-price-rules';
import { priceWeek } from './price-week';
import { setSpecialDays, specialDaysSchema } from './set-special-days';

const named = (es: string) => ({ name: { es, en: es } });
const MONDAY = '2027-03-22';

test('a week is told in blocks of one price and rule, closed days and past midnight included', async () => {
  const { id } = await makeClub({ opensMinute: 18 * 60, closesMinute: 25 * 60 });
  const court = await makeCourt({ clubId: id });
  const ctx = await staffOf(id, 'manager');
  const rules = [
    { ...named('Punta'), from: '18:00', until: '20:00', weekdays: [1], price_per_hour: '40.00' },
    { ...named('Base'), until: '22:00', price_per_hour: '30.00' },
    { ...named('Noche'), from: '23:00', until: '02:00', price_per_hour: '20.00' },
  ];
  const list = priceRulesSchema.parse({ revision: 0, rules });
  const { changes } = await setPriceRules({ ...ctx, preview: true }, String(id), list);
  await setPriceRules(ctx, String(id), { ...list, acknowledge_unsold: changes.unsold.hash });
  const closed = { date: '2027-03-26', closed: true, holiday: true, windows: [] };
  await setSpecialDays(ctx, String(id), specialDaysSchema.parse({ revision: 0, days: [closed] }));

  const asked = { monday: MONDAY, courtId: court.id, category: null, minutes: 60 };
  const week = priceWeek(await getClub(id), asked);
  expect([week.fromMinute, week.untilMinute, week.rowMinutes]).toEqual([18 * 60, 25 * 60, 30]);
  const told = (day: number) =>
    week.days[day]?.blocks.map((block) => {
      const from = clockTime(block.fromMinute);
      if (block.kind === 'closed') return `${from} closed`;
      return `${from} ${block.priceMinor} ${block.rule?.name.es ?? '–'}`;
    });
  expect(told(0)).toEqual([
    '18:00 4000 Punta',
    '19:30 3500 Punta',
    '20:00 3000 Base',
    '21:30 null Base',
    '22:00 null –',
    '23:00 2000 Noche',
    '23:30 2500 Noche',
    '24:00 3000 Base',
  ]);
  expect(told(4)).toEqual(['18:00 closed']);
});
