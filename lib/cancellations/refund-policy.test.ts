import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/core/time';
import { fc } from '@/test/fast-check';
import { refundFor } from './refund-policy';

const POLICY = { freeHours: 24, laterPercent: 50, nothingHours: 2 };
const START = Date.parse('2026-06-10T18:00:00+02:00');
const PAID = { paidMinor: 4500, leftMinor: 4500, currency: 'EUR' };

describe('what goes back on a cancellation', () => {
  test.each([
    ['a week before', 168 * HOUR_MS, 4500, 'free', 100],
    ['exactly at the free limit', 24 * HOUR_MS, 4500, 'free', 100],
    ['a millisecond after the free limit', 24 * HOUR_MS - 1, 2250, 'partial', 50],
    ['exactly at the last limit', 2 * HOUR_MS, 2250, 'partial', 50],
    ['a millisecond after the last limit', 2 * HOUR_MS - 1, 0, 'none', 0],
    ['at the start', 0, 0, 'none', 0],
    ['after the start', -HOUR_MS, 0, 'none', 0],
  ])('%s', (_when, noticeMs, amountMinor, rule, percent) => {
    expect(refundFor(POLICY, PAID, START, START - noticeMs)).toEqual({ amountMinor, rule, percent });
  });

  test.each([
    ['2026-03-29T18:00:00+02:00', '2026-03-28T18:00:00+01:00', 'partial'],
    ['2026-10-25T18:00:00+01:00', '2026-10-24T18:00:00+02:00', 'free'],
    ['2027-01-01T00:00:00+01:00', '2026-12-31T00:00:00+01:00', 'free'],
    ['2028-03-01T10:00:00+01:00', '2028-02-29T10:00:00+01:00', 'free'],
  ])('notice is counted in real hours: a start at %s cancelled at %s', (start, now, rule) => {
    expect(refundFor(POLICY, PAID, Date.parse(start), Date.parse(now)).rule).toBe(rule);
  });

  test.each([
    [1001, 50, 500],
    [1003, 50, 502],
    [999, 33, 330],
    [0, 50, 0],
  ])('of %i at %i %% it is %i, rounded half to even', (paidMinor, laterPercent, amountMinor) => {
    const policy = { ...POLICY, laterPercent };
    expect(
      refundFor(policy, { paidMinor, leftMinor: paidMinor, currency: 'EUR' }, START, START - 3 * HOUR_MS)
        .amountMinor,
    ).toBe(amountMinor);
  });

  test('what went back before is not paid out twice', () => {
    const early = START - 48 * HOUR_MS;
    const late = START - 3 * HOUR_MS;
    expect(
      refundFor(POLICY, { paidMinor: 4500, leftMinor: 3500, currency: 'EUR' }, START, early).amountMinor,
    ).toBe(3500);
    expect(
      refundFor(POLICY, { paidMinor: 4500, leftMinor: 3500, currency: 'EUR' }, START, late).amountMinor,
    ).toBe(2250);
    expect(
      refundFor(POLICY, { paidMinor: 4500, leftMinor: 1500, currency: 'EUR' }, START, late).amountMinor,
    ).toBe(1500);
    expect(
      refundFor(POLICY, { paidMinor: 4500, leftMinor: 0, currency: 'EUR' }, START, early).amountMinor,
    ).toBe(0);
  });

  test('a club may keep everything after the free limit, and says "none" then', () => {
    const strict = { ...POLICY, laterPercent: 0 };
    expect(refundFor(strict, PAID, START, START - 3 * HOUR_MS)).toEqual({
      amountMinor: 0,
      rule: 'none',
      percent: 0,
    });
  });
});

test('never more than is left, and never more the later it is', () => {
  const hours = fc.integer({ min: 0, max: 96 });
  const policy = fc.record({
    freeHours: hours,
    laterPercent: fc.integer({ min: 0, max: 100 }),
    nothingHours: hours,
  });
  const money = fc.record({
    paidMinor: fc.nat(1_000_000),
    leftMinor: fc.nat(1_000_000),
    currency: fc.constant('EUR'),
  });
  const noticeMs = fc.integer({ min: -5 * HOUR_MS, max: 120 * HOUR_MS });
  fc.assert(
    fc.property(policy, money, noticeMs, fc.nat(48 * HOUR_MS), (rules, paid, notice, laterMs) => {
      const now = refundFor(rules, paid, START, START - notice);
      const later = refundFor(rules, paid, START, START - notice + laterMs);
      expect(now.amountMinor).toBeGreaterThanOrEqual(0);
      expect(now.amountMinor).toBeLessThanOrEqual(paid.leftMinor);
      expect(later.amountMinor).toBeLessThanOrEqual(now.amountMinor);
    }),
  );
});
