import { expect, test } from 'vitest';
import { partsOfDay } from './parts-of-day';

const game = (startsAt: number, endsAt: number) => ({ startsAt, endsAt });

test('a game runs from its first instant to the one before its end', () => {
  const [over, running, next] = [game(0, 10), game(10, 20), game(20, 30)];
  expect(partsOfDay([over, running, next], 10)).toEqual([
    { part: 'earlier', items: [over] },
    { part: 'now', items: [running] },
    { part: 'later', items: [next] },
  ]);
});

test('another day has one part', () => {
  expect(partsOfDay([game(50, 60)], 10)).toEqual([{ part: 'later', items: [game(50, 60)] }]);
  expect(partsOfDay([], 10)).toEqual([]);
});
