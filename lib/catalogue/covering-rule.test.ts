import { expect, test } from 'vitest';
import { coveringRule } from './covering-rule';
import type { PriceRule } from './price';

const rule = (conditions: Partial<PriceRule> = {}): PriceRule => ({
  id: 1,
  name: { es: 'Tarifa', en: 'Rate' },
  courtIds: null,
  weekdays: null,
  fromMinute: null,
  untilMinute: null,
  seasonFrom: null,
  seasonUntil: null,
  onHolidays: null,
  durationsMinutes: null,
  category: null,
  pricePerHourMinor: 3000,
  ...conditions,
});
const evening = { fromMinute: 1080, untilMinute: 1320 };
const late = { fromMinute: 1320, untilMinute: 120 };

test.each<[string, Partial<PriceRule>, Partial<PriceRule>, boolean]>([
  ['a rule without conditions covers any', {}, { ...evening, weekdays: [1], courtIds: [4] }, true],
  ['more weekdays cover fewer', { weekdays: [1, 2, 3] }, { weekdays: [2] }, true],
  ['fewer weekdays do not cover all', { weekdays: [1, 2, 3] }, {}, false],
  ['wider hours cover narrower', evening, { fromMinute: 1140, untilMinute: 1320 }, true],
  ['hours that only overlap do not', evening, { fromMinute: 1050, untilMinute: 1200 }, false],
  ['a category covers not the public', { category: 'socios' }, {}, false],
  ['holidays cover not other days', { onHolidays: true }, { onHolidays: false }, false],
  ['a longer season covers a shorter', { seasonFrom: '2027-01-01' }, { seasonFrom: '2027-06-01' }, true],
  ['an endless season is not covered by one that ends', { seasonUntil: '2027-12-31' }, {}, false],
  ['the same hours over midnight cover', late, { ...late, weekdays: [5] }, true],
  [
    'a whole day of some weekdays covers not what runs into the next',
    { weekdays: [5] },
    { ...late, weekdays: [5] },
    false,
  ],
])('%s', (_what, first, second, isCovered) => {
  expect(coveringRule([rule(first), rule(second)], 1) !== null).toBe(isCovered);
});

test('no later rule covers an earlier one', () => {
  expect(coveringRule([rule(evening), rule()], 0)).toBeNull();
});
