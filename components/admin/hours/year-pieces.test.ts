import { expect, test } from 'vitest';
import { addDays } from '@/lib/core/time';
import { fc } from '@/test/fast-check';
import { daysIn, overlapsOf, pieceIn, stretchText } from './year-pieces';

const winter = { from: '2026-12-20', until: '2027-01-07' };
const MONTHS = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sept', 'oct', 'nov', 'dic'];

test('a season over New Year has a piece at the end of one year and one at the beginning of the next', () => {
  expect(pieceIn(winter, 2026)).toEqual({ first: 353, days: 12, isCut: { before: false, after: true } });
  expect(pieceIn(winter, 2027)).toEqual({ first: 0, days: 7, isCut: { before: true, after: false } });
  expect(pieceIn(winter, 2028)).toBeNull();
});

test.each([
  [{ from: '', until: '2027-01-07' }],
  [{ from: '2026-12-20', until: '' }],
  [{ from: '2027-02-01', until: '2027-01-07' }],
])('%o is not drawn yet, and overlaps nothing', (stretch) => {
  expect(pieceIn(stretch, 2026)).toBeNull();
  expect(pieceIn(stretch, 2027)).toBeNull();
  expect(overlapsOf([stretch, winter, stretch])).toEqual([]);
});

test('the days that two seasons share are said, and neighbours share none', () => {
  const summer = { from: '2026-06-15', until: '2026-09-15' };
  expect(overlapsOf([summer, { from: '2026-09-01', until: '2026-09-30' }, winter])).toEqual([
    { from: '2026-09-01', until: '2026-09-15' },
  ]);
  expect(overlapsOf([summer, { from: '2026-09-16', until: '2026-09-30' }])).toEqual([]);
});

test('a season is told with its year, and with both over New Year', () => {
  expect(stretchText({ from: '2026-06-05', until: '2026-09-15' }, MONTHS)).toBe('5 jun – 15 sept 2026');
  expect(stretchText({ from: '2026-06-05', until: '2026-09-15' }, MONTHS, 'short')).toBe('5 jun – 15 sept');
  for (const form of ['short', 'long'] as const)
    expect(stretchText(winter, MONTHS, form)).toBe('20 dic 2026 – 7 ene 2027');
  expect(stretchText({ from: '2026-06-05', until: '' }, MONTHS)).toBe('');
});

test('the pieces of all years have the days of the season, each within its year', () => {
  const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2023-01-01', days));
  fc.assert(
    fc.property(date, fc.integer({ min: 0, max: 900 }), (from, length) => {
      const stretch = { from, until: addDays(from, length) };
      const years = Array.from({ length: 13 }, (_, index) => 2022 + index);
      const pieces = years.flatMap((year) => {
        const piece = pieceIn(stretch, year);
        return piece ? [{ ...piece, year }] : [];
      });
      expect(pieces.reduce((sum, { days }) => sum + days, 0)).toBe(length + 1);
      for (const { year, first, days } of pieces) {
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first + days).toBeLessThanOrEqual(daysIn(year));
      }
      expect(addDays(`${pieces[0]?.year}-01-01`, pieces[0]?.first ?? -1)).toBe(from);
    }),
    { numRuns: 1000 },
  );
});
