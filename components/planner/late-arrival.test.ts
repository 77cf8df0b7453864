import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { isLate } from './late-arrival';

const game = {
  kind: 'booking',
  status: 'confirmed',
  startsAt: 0,
  endsAt: HOUR_MS,
  checkedInAt: null,
  players: [{ name: 'Leo', userId: null, checkedInAt: null }],
} as const;
const of = (more: Partial<Parameters<typeof isLate>[0]>) => ({
  ...game,
  players: [...game.players],
  ...more,
});

test('a booking is late from ten minutes after its start until its end', () => {
  const late = [9, 10, 59, 60].map((minutes) => isLate(of({}), minutes * MINUTE_MS));
  expect(late).toEqual([false, true, true, false]);
});

test('nobody waits for whoever is here, or for what has no players to come', () => {
  const now = 20 * MINUTE_MS;
  expect(isLate(of({ checkedInAt: MINUTE_MS }), now)).toBe(false);
  expect(isLate(of({ players: [{ name: 'Leo', userId: null, checkedInAt: 1 }] }), now)).toBe(false);
  expect(isLate(of({ kind: 'walk_in' }), now)).toBe(false);
  expect(isLate(of({ kind: 'block' }), now)).toBe(false);
  expect(isLate(of({ status: 'no_show' }), now)).toBe(false);
  expect(isLate(of({ status: 'pending' }), now)).toBe(false);
});
