import { describe, expect, test } from 'vitest';
import { type Comparison, rateBooks, rateZero } from './rate-books';

const now = new Date('2026-03-01T12:00:00Z');
const EUR = {
  currency: 'EUR',
  stripeTakenMinor: 9000,
  ourTakenMinor: 9000,
  stripeReturnedMinor: 4500,
  ourReturnedMinor: 4500,
  stripeWithdrawnMinor: 1000,
  ourWithdrawnMinor: 1000,
};
const compared = (
  result: Partial<NonNullable<Comparison>['result']> = {},
  minutesAgo = 1,
): NonNullable<Comparison> => ({
  at: new Date(now.getTime() - minutesAgo * 60_000),
  result: { intents: 2, refunds: 1, repaired: 0, open: 0, sums: [EUR], ...result },
});

describe('what may be said of our books beside Stripe’s', () => {
  test.each([
    ['never', null],
    ['agree', compared()],
    ['agree', compared({}, 15)],
    ['stale', compared({}, 16)],
    ['stale', compared({ open: 1 }, 16)],
    ['differ', compared({ sums: [EUR, { ...EUR, currency: 'GBP', ourTakenMinor: 8999 }] })],
    ['differ', compared({ sums: [{ ...EUR, ourReturnedMinor: 0 }], open: 1 })],
    ['differ', compared({ sums: [{ ...EUR, ourWithdrawnMinor: 0 }] })],
    ['open', compared({ open: 1 })],
    ['open', compared({ open: 1, sums: [] })],
    ['nothing', compared({ intents: 0, refunds: 0, sums: [] })],
  ] as const)('%s: case %#', (books, comparison) => {
    expect(rateBooks(comparison, now)).toBe(books);
  });
});

describe('a zero', () => {
  test.each(['agree', 'nothing'] as const)('is green when Stripe’s books say so too: %s', (books) => {
    expect(rateZero(0, books)).toBe('good');
  });

  test.each(['never', 'stale', 'differ', 'open'] as const)(
    'is not green when our rows alone say so: %s',
    (books) => {
      expect(rateZero(0, books)).toBe('unsure');
    },
  );

  test('that is none is red, whatever Stripe says, and one that could not be counted is not zero', () => {
    expect(rateZero(1, 'agree')).toBe('bad');
    expect(rateZero(1, 'stale')).toBe('bad');
    expect(rateZero(null, 'agree')).toBe('unchecked');
  });
});
