import { describe, expect, test } from 'vitest';
import { CURRENCIES, scaleOf } from './currencies';
import { denominationsOf } from './denominations';

test.each([
  ['EUR', 20_000, 1],
  ['GBP', 5000, 1],
  ['MXN', 100_000, 10],
  ['SEK', 100_000, 100],
  ['JPY', 10_000, 1],
])('in %s the greatest piece is worth %i and the least %i', (currency, greatest, least) => {
  const pieces = denominationsOf(currency);
  expect([pieces[0], pieces.at(-1)]).toEqual([greatest, least]);
});

describe.each([...CURRENCIES].filter((currency) => denominationsOf(currency).length > 0))(
  'the pieces of %s',
  (currency) => {
    const pieces = denominationsOf(currency);

    test('stand once each, from the greatest to the least', () => {
      expect(pieces).toEqual([...new Set(pieces)].toSorted((one, other) => other - one));
    });

    test('are amounts of that currency', () => {
      const { stepMinor } = scaleOf(currency);
      expect(pieces.filter((minor) => minor <= 0 || minor % stepMinor !== 0)).toEqual([]);
    });
  },
);

test.each(['KRW', 'KWD', 'XXX'])('a currency that is not listed has none: %s', (currency) => {
  expect(denominationsOf(currency)).toEqual([]);
});
