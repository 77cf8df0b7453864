import { expect, test } from 'vitest';
import { fillIn } from './fill-in';

test('each name in braces becomes its value', () => {
  expect(fillIn('{day}: {share} free', { day: 'today', share: '62%' })).toBe('today: 62% free');
});

test('a value is taken as it is written, and an unknown name stays', () => {
  expect(fillIn('at {club}, {city}', { club: '$& {city}' })).toBe('at $& {city}, {city}');
});
