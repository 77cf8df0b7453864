import { expect, test } from 'vitest';
import { whatRan } from './executed';
import { placeOf } from './place';
import { countStatements } from './statements';
import { judgeCoverage } from './targets';

const origin = (offset: number, line: number) => ({ offset, file: 'app/page.tsx', place: placeOf(line, 0) });

test('of the ranges around a piece of a script the innermost says whether it ran', () => {
  const origins = [origin(0, 1), origin(12, 2), origin(25, 3), origin(45, 4), origin(70, 5)];
  const ranges = (...all: [start: number, end: number, count: number][]) => ({
    ranges: all.map(([startOffset, endOffset, count]) => ({ startOffset, endOffset, count })),
  });
  const ran = whatRan(origins, [ranges([0, 100, 1]), ranges([10, 60, 3], [20, 30, 0]), ranges([40, 50, 0])]);
  expect(ran.map(({ offset }) => offset)).toEqual([0, 12, 70]);
});

/** A file of two statements, of which a test ran the first. */
const statements = (file: string) => ({
  [`/root/${file}`]: {
    statementMap: {
      0: { start: { line: 1, column: 2 }, end: { line: 1, column: 20 } },
      1: { start: { line: 2, column: 2 }, end: { line: 3, column: null } },
    },
    s: { 0: 4, 1: 0 },
  },
});
const fromRoot = (file: string) => file.replace('/root/', '');

test.each([
  ['within a statement that no test ran counts it', placeOf(3, 7), 2],
  ['at its first letter does', placeOf(2, 2), 2],
  ['before it does not', placeOf(2, 1), 1],
  ['behind it does not', placeOf(4, 0), 1],
])('what a journey ran %s', (_, place, covered) => {
  const executed = new Map([['app/page.tsx', new Set([place])]]);
  expect(countStatements(statements('app/page.tsx'), executed, fromRoot)).toEqual([
    { file: 'app/page.tsx', total: 2, covered },
  ]);
});

test('a group below its target is said to be, with the files where most is left, and no other', () => {
  const judged = judgeCoverage([
    { file: 'lib/payments/pay.ts', total: 100, covered: 85 },
    { file: 'lib/services/redis/cache.ts', total: 100, covered: 95 },
    { file: 'db/index.ts', total: 100, covered: 95 },
    { file: 'inngest/sweep.ts', total: 100, covered: 85 },
    { file: 'app/page.tsx', total: 100, covered: 84 },
    { file: 'components/grid.tsx', total: 10, covered: 9 },
  ]);
  expect(judged.filter(({ missed }) => missed).map(({ line }) => line)).toEqual([
    'coverage routes and pages: 84.5 % of 85 %, below target; most is left in app/page.tsx (16), components/grid.tsx (1)',
  ]);
  expect(judged.map(({ line }) => line)).toContain('coverage jobs: 85.0 % of 85 %');
});

test('a group of which nothing was found is below its target', () => {
  expect(judgeCoverage([]).every(({ missed }) => missed)).toBe(true);
});
