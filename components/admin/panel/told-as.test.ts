import { expect, test } from 'vitest';
import { amountIn, moveIn, toldAs } from './told-as';

test('a change of status is told by its status', () => {
  const entry = { entity: 'reservation', fromState: 'pending', toState: 'confirmed', detail: null } as const;
  expect(toldAs(entry)).toBe('reservation.confirmed');
});

test('a change within a status is told by its detail', () => {
  const within = { entity: 'reservation', fromState: 'confirmed', toState: 'confirmed' } as const;
  expect(toldAs({ ...within, detail: { player_added: 2 } })).toBe('reservation.player_added');
  expect(toldAs({ ...within, detail: { unheard_of: 2 } })).toBe('reservation.confirmed');
});

test('what has no words is left to its states', () => {
  expect(toldAs({ entity: 'finding', fromState: null, toState: 'flagged', detail: null })).toBeNull();
});

test('an amount is told with its currency alone', () => {
  expect(amountIn({ detail: { amount_minor: 400, currency: 'EUR' } })).toEqual({
    minor: 400,
    currency: 'EUR',
  });
  expect(amountIn({ detail: { amount_minor: 400 } })).toBeNull();
  expect(amountIn({ detail: null })).toBeNull();
});

test('a move is told with where it came from', () => {
  const moved = { from_starts_at: '2026-11-28T10:00:00.000Z', starts_at: '2026-11-28T11:00:00.000Z' };
  expect(moveIn({ detail: { moved } })).toEqual({
    from: Date.UTC(2026, 10, 28, 10),
    to: Date.UTC(2026, 10, 28, 11),
  });
  expect(moveIn({ detail: { moved: true } })).toBeNull();
  expect(moveIn({ detail: null })).toBeNull();
});
