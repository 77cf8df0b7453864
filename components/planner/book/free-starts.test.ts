import { expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/core/time';
import { freeStarts } from './free-starts';

const range = (from: number, until: number) => ({ startsAt: from * HOUR_MS, endsAt: until * HOUR_MS });
const hours = (starts: readonly number[]) => starts.map((ms) => ms / HOUR_MS);

test('each step of an opening at which the whole game is free is a start', () => {
  expect(hours(freeStarts([range(8, 11)], [], 90, 30))).toEqual([8, 8.5, 9, 9.5]);
});

test('a game that is there takes the starts that would touch it', () => {
  expect(hours(freeStarts([range(8, 13)], [range(10, 11)], 90, 30))).toEqual([8, 8.5, 11, 11.5]);
});

test('each opening counts its steps anew, and too long a game fits nowhere', () => {
  expect(hours(freeStarts([range(8, 9), range(10.25, 12)], [], 60, 30))).toEqual([8, 10.25, 10.75]);
  expect(freeStarts([range(8, 9)], [], 90, 30)).toEqual([]);
});
