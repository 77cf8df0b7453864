import { describe, expect, test } from 'vitest';
import { instantsOf, MINUTE_MS, parseLocalTime } from '@/lib/core/time';
import { type PricedSlot, type PriceRule, priceSlot } from './price';

const MADRID = 'Europe/Madrid';

function rule(id: number, pricePerHourMinor: number, conditions: Partial<PriceRule> = {}): PriceRule {
  return {
    id,
    name: { es: `Tarifa ${id}`, en: `Rate ${id}` },
    courtIds: null,
    weekdays: null,
    fromMinute: null,
    untilMinute: null,
    seasonFrom: null,
    seasonUntil: null,
    onHolidays: null,
    durationsMinutes: null,
    category: null,
    pricePerHourMinor,
    ...conditions,
  };
}

/** `2026-06-10 18:30`, and the earlier one of two. */
function at(wall: string, timeZone = MADRID): number {
  const [date = '', time = ''] = wall.split(' ');
  const [instant] = instantsOf(date, parseLocalTime(time) ?? Number.NaN, timeZone);
  if (instant === undefined) throw new Error(`${wall} does not exist in ${timeZone}`);
  return instant;
}

function slot(start: string, minutes: number, who: Partial<PricedSlot> = {}): PricedSlot {
  const startsAt = at(start, who.timeZone);
  return {
    courtId: 1,
    category: null,
    startsAt,
    endsAt: startsAt + minutes * MINUTE_MS,
    timeZone: MADRID,
    currency: 'EUR',
    holidays: new Set(),
    ...who,
  };
}

const minutesByRule = (price: ReturnType<typeof priceSlot>) =>
  price?.lines.map((line) => [line.ruleId, line.minutes]);

test('90 minutes at 30 €/h cost 45.00, and the line says so', () => {
  expect(priceSlot([rule(7, 3000)], slot('2026-06-10 10:00', 90))).toEqual({
    totalMinor: 4500,
    lines: [
      {
        ruleId: 7,
        rule: { es: 'Tarifa 7', en: 'Rate 7' },
        minutes: 90,
        pricePerHourMinor: 3000,
        amountMinor: 4500,
      },
    ],
  });
});

describe('which rule prices a minute', () => {
  const base = rule(9, 1000);

  test.each([
    [
      'the first in order, though a later one matches too',
      [rule(1, 2000), base],
      slot('2026-06-10 10:00', 60),
      2000,
    ],
    ['one for this court', [rule(1, 2000, { courtIds: [1, 2] }), base], slot('2026-06-10 10:00', 60), 2000],
    ['none for another court', [rule(1, 2000, { courtIds: [2] }), base], slot('2026-06-10 10:00', 60), 1000],
    ['one for this weekday', [rule(1, 2000, { weekdays: [3] }), base], slot('2026-06-10 10:00', 60), 2000],
    [
      'none for another weekday',
      [rule(1, 2000, { weekdays: [6, 7] }), base],
      slot('2026-06-10 10:00', 60),
      1000,
    ],
    [
      'one for members',
      [rule(1, 500, { category: 'member' }), base],
      slot('2026-06-10 10:00', 60, { category: 'member' }),
      500,
    ],
    [
      'none for members, asked by the public',
      [rule(1, 500, { category: 'member' }), base],
      slot('2026-06-10 10:00', 60),
      1000,
    ],
    [
      'the season on its first day',
      [rule(1, 2000, { seasonFrom: '2026-06-10', seasonUntil: '2026-08-31' }), base],
      slot('2026-06-10 10:00', 60),
      2000,
    ],
    [
      'the season on its last day',
      [rule(1, 2000, { seasonFrom: '2026-06-01', seasonUntil: '2026-06-10' }), base],
      slot('2026-06-10 22:00', 60),
      2000,
    ],
    [
      'no season the day after',
      [rule(1, 2000, { seasonUntil: '2026-06-09' }), base],
      slot('2026-06-10 00:00', 60),
      1000,
    ],
    [
      'no season the day before',
      [rule(1, 2000, { seasonFrom: '2026-06-11' }), base],
      slot('2026-06-10 10:00', 60),
      1000,
    ],
    [
      '29 February',
      [rule(1, 2000, { seasonFrom: '2028-02-29', seasonUntil: '2028-02-29' }), base],
      slot('2028-02-29 10:00', 60),
      2000,
    ],
  ])('%s', (_case, rules, wanted, totalMinor) => {
    expect(priceSlot(rules, wanted)?.totalMinor).toBe(totalMinor);
  });
});

describe('a slot that crosses rules', () => {
  const evening = rule(1, 3600, { fromMinute: 18 * 60, untilMinute: 22 * 60 });

  test('is priced by the minute on either side', () => {
    const price = priceSlot([evening, rule(2, 2400)], slot('2026-06-10 17:30', 90));
    expect(minutesByRule(price)).toEqual([
      [2, 30],
      [1, 60],
    ]);
    expect(price?.totalMinor).toBe(1200 + 3600);
  });

  test('goes in and out of a rule and names both stretches of the other', () => {
    const lunch = rule(3, 1200, { fromMinute: 14 * 60, untilMinute: 14 * 60 + 30 });
    expect(minutesByRule(priceSlot([lunch, rule(2, 2400)], slot('2026-06-10 13:30', 120)))).toEqual([
      [2, 30],
      [3, 30],
      [2, 60],
    ]);
  });

  test('ends where a rule begins without a minute of it', () => {
    expect(minutesByRule(priceSlot([evening, rule(2, 2400)], slot('2026-06-10 17:00', 60)))).toEqual([
      [2, 60],
    ]);
  });

  test('crosses midnight into another weekday, season and year', () => {
    const holiday = rule(1, 6000, { seasonFrom: '2027-01-01', seasonUntil: '2027-01-01' });
    const thursdays = rule(2, 3000, { weekdays: [4] });
    expect(minutesByRule(priceSlot([holiday, thursdays], slot('2026-12-31 23:30', 90)))).toEqual([
      [2, 30],
      [1, 60],
    ]);
  });

  test('has one line where the same rule goes on after midnight', () => {
    expect(minutesByRule(priceSlot([rule(2, 2400)], slot('2026-06-10 23:30', 60)))).toEqual([[2, 60]]);
  });

  test('has no price at all when a single minute has no rule', () => {
    expect(priceSlot([evening], slot('2026-06-10 21:30', 60))).toBeNull();
    expect(priceSlot([evening], slot('2026-06-10 17:59', 60))).toBeNull();
    expect(priceSlot([], slot('2026-06-10 10:00', 60))).toBeNull();
  });
});

describe('a rule that reaches over midnight', () => {
  const fridayNight = rule(1, 4000, { weekdays: [5], fromMinute: 22 * 60, untilMinute: 2 * 60 });

  test.each([
    ['2026-06-12 22:00', [[1, 60]]],
    ['2026-06-13 01:00', [[1, 60]]],
    ['2026-06-12 01:00', [[2, 60]]],
    ['2026-06-13 22:00', [[2, 60]]],
    [
      '2026-06-13 01:30',
      [
        [1, 30],
        [2, 30],
      ],
    ],
  ])('is Friday night and what follows it: %s', (start, expected) => {
    expect(minutesByRule(priceSlot([fridayNight, rule(2, 2000)], slot(start, 60)))).toEqual(expected);
  });

  test('runs round the clock from its first minute when it ends at the same', () => {
    const allDay = rule(1, 4000, { weekdays: [5], fromMinute: 600, untilMinute: 600 });
    expect(minutesByRule(priceSlot([allDay, rule(2, 2000)], slot('2026-06-13 09:30', 60)))).toEqual([
      [1, 30],
      [2, 30],
    ]);
  });
});

describe('when clocks change', () => {
  const beforeThree = rule(1, 6000, { fromMinute: 0, untilMinute: 180 });
  const fromHalfPastTwo = rule(1, 6000, { fromMinute: 150, untilMinute: 180 });

  test('a slot over the gap costs the minutes that pass, not those the clock shows', () => {
    expect(minutesByRule(priceSlot([beforeThree, rule(2, 3000)], slot('2026-03-29 01:30', 60)))).toEqual([
      [1, 30],
      [2, 30],
    ]);
  });

  test('a rule that lies in the gap prices nothing', () => {
    expect(minutesByRule(priceSlot([fromHalfPastTwo, rule(2, 3000)], slot('2026-03-29 01:30', 60)))).toEqual([
      [2, 60],
    ]);
  });

  test('a rule in the repeated hour prices it both times', () => {
    expect(minutesByRule(priceSlot([fromHalfPastTwo, rule(2, 3000)], slot('2026-10-25 02:00', 120)))).toEqual(
      [
        [2, 30],
        [1, 30],
        [2, 30],
        [1, 30],
      ],
    );
  });
});

describe('rounding', () => {
  test.each([
    [3333, 30, 1666],
    [3335, 30, 1668],
    [1, 90, 2],
    [1, 30, 0],
    [1999, 45, 1499],
  ])('%i an hour for %i minutes is %i, half to even', (perHour, minutes, totalMinor) => {
    expect(priceSlot([rule(1, perHour)], slot('2026-06-10 10:00', minutes))?.totalMinor).toBe(totalMinor);
  });

  test('happens once: two halves on two lines make a whole', () => {
    const price = priceSlot(
      [rule(1, 2501, { untilMinute: 630 }), rule(2, 2503)],
      slot('2026-06-10 10:00', 60),
    );
    expect(price?.lines.map((line) => line.amountMinor)).toEqual([1250.5, 1251.5]);
    expect(price?.totalMinor).toBe(2502);
  });
});
