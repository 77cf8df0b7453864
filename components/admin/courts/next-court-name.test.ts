import { expect, it } from 'vitest';
import { nextCourtName } from './next-court-name';

it.each([
  [[], 'Pista 1'],
  [['Pista 1', 'Pista 2'], 'Pista 3'],
  [['Pista 2', 'Pista 1'], 'Pista 3'],
  [['Pista 1', 'Tenis 2'], 'Tenis 3'],
  [['Pista 1', 'Central'], 'Pista 2'],
  [['Pista 4 (cristal)'], 'Pista 5 (cristal)'],
  [['Central'], ''],
])('after %j comes %s', (names, next) => {
  expect(nextCourtName(names, 'Pista 1')).toBe(next);
});
