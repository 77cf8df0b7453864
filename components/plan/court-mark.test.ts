import { expect, it } from 'vitest';
import { courtMark } from './court-mark';

it.each([
  ['Tenis 2', '2'],
  ['Pista 12', '12'],
  ['Pista 03', '3'],
  ['Pista 4 (cristal)', '4'],
  ['Pista Central', 'PC'],
  ['Central', 'C'],
])('%s is marked %s', (name, mark) => {
  expect(courtMark(name)).toBe(mark);
});
