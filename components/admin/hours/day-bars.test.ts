import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bar, barAt, barOf, clockOf, DAY, movedTo, STEP, withEdge } from './day-bars';

const at = (opens: string, closes: string) => {
  const bar = barOf({ opens, closes });
  if (!bar) throw new Error('a whole window');
  return bar;
};
const told = ({ opens, closes }: Bar) => `${clockOf(opens)}–${clockOf(closes)}`;
const evening = at('17:00', '23:00');

test.each([
  ['09:00', '14:30', 540, 870],
  ['18:00', '02:00', 1080, 1560],
  ['08:00', '00:00', 480, 1440],
])('%s–%s is a bar, past midnight too', (opens, closes, first, last) => {
  expect(barOf({ opens, closes })).toEqual({ opens: first, closes: last });
  expect(told(at(opens, closes))).toBe(`${opens}–${closes}`);
});

test.each([
  ['', '14:00'],
  ['9', '14:00'],
  ['09:00', '24:00'],
])('%s–%s is none', (opens, closes) => {
  expect(barOf({ opens, closes })).toBeNull();
});

describe('an edge', () => {
  test('goes by five minutes', () => {
    expect(told(withEdge(at('09:00', '14:00'), [evening], 'opens', 562))).toBe('09:20–14:00');
    expect(told(withEdge(at('09:00', '14:00'), [evening], 'closes', 843))).toBe('09:00–14:05');
  });

  test('stops at the other edge, at the next bar, and a day after the opening', () => {
    expect(told(withEdge(at('09:00', '14:00'), [evening], 'opens', 2000))).toBe('13:55–14:00');
    expect(told(withEdge(at('09:00', '14:00'), [evening], 'closes', 2000))).toBe('09:00–17:00');
    expect(told(withEdge(evening, [at('09:00', '14:00')], 'opens', 0))).toBe('14:00–23:00');
    expect(withEdge(at('04:00', '05:00'), [], 'closes', 2000).closes).toBe(240 + DAY);
  });
});

test('a bar moves with its length and pushes none away', () => {
  expect(told(movedTo(at('09:00', '14:00'), [evening], 600))).toBe('10:00–15:00');
  expect(told(movedTo(at('09:00', '14:00'), [evening], 1000))).toBe('12:00–17:00');
  expect(told(movedTo(at('09:00', '14:00'), [evening], -100))).toBe('00:00–05:00');
});

test('a new bar is an hour, or what is left, and never on another', () => {
  expect(barAt([evening], 615)).toEqual({ opens: 600, closes: 660 });
  expect(barAt([evening], 1010)).toEqual({ opens: 990, closes: 1020 });
  expect(barAt([evening], 1100)).toBeNull();
  expect(barAt([evening], 1390)).toEqual({ opens: 1380, closes: 1440 });
  expect(barAt([evening], 1500)).toBeNull();
});

test('whatever is done to one, bars of a day never meet and open on that day', () => {
  const bars = fc
    .uniqueArray(fc.integer({ min: 0, max: 287 }), { minLength: 4, maxLength: 6 })
    .map((ticks) => ticks.toSorted((a, b) => a - b).map((tick) => tick * STEP))
    .map((edges) =>
      Array.from({ length: Math.floor(edges.length / 2) }, (_, index) => ({
        opens: edges[2 * index] ?? 0,
        closes: edges[2 * index + 1] ?? 0,
      })),
    );
  fc.assert(
    fc.property(bars, fc.integer({ min: -500, max: 2500 }), fc.nat(), (day, minute, pick) => {
      const [bar] = day.splice(pick % day.length, 1);
      if (!bar) return;
      const after = [
        withEdge(bar, day, 'opens', minute),
        withEdge(bar, day, 'closes', minute),
        movedTo(bar, day, minute),
        barAt([...day, bar], minute) ?? bar,
      ];
      for (const { opens, closes } of after) {
        expect(opens).toBeGreaterThanOrEqual(0);
        expect(opens).toBeLessThan(DAY);
        expect(closes - opens).toBeGreaterThanOrEqual(STEP);
        expect(closes - opens).toBeLessThanOrEqual(DAY);
        expect(day.some((other) => opens < other.closes && other.opens < closes)).toBe(false);
      }
    }),
    { numRuns: 1_000 },
  );
});
