import { expect, test } from 'vitest';
import { restoreChoice } from './restore-choice';

const NOW = 1_000;
const cancelled = {
  status: 'cancelled',
  confirmedAt: new Date(100),
  cancelledAt: new Date(500),
  endsAt: new Date(NOW + 1),
  refunds: [],
} as const;

test('a cancelled booking can stand again until its end', () => {
  expect(restoreChoice(cancelled, NOW)).toBe('restore');
  expect(restoreChoice(cancelled, NOW + 1)).toBeNull();
});

test('one whose money went back to a card with the cancellation is booked anew', () => {
  const refunded = (status: 'succeeded' | 'recalled', at: number) => ({
    ...cancelled,
    refunds: [{ status, createdAt: new Date(at) }],
  });
  expect(restoreChoice(refunded('succeeded', 500), NOW)).toBe('anew');
  expect(restoreChoice(refunded('succeeded', 400), NOW)).toBe('restore');
  expect(restoreChoice(refunded('recalled', 500), NOW)).toBe('restore');
});

test('what stands, or was never confirmed, is not restored', () => {
  expect(restoreChoice({ ...cancelled, status: 'confirmed' }, NOW)).toBeNull();
  expect(restoreChoice({ ...cancelled, confirmedAt: null }, NOW)).toBeNull();
});
