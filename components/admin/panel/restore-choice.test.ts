import { expect, test } from 'vitest';
import { restoreChoice } from './restore-choice';

const NOW = 1_000;
const cancelled = {
  status: 'cancelled',
  confirmedAt: new Date(100),
  cancelledAt: new Date(500),
  endsAt: new Date(NOW + 1),
  refunds: [],
  isDateTaken: false,
} as const;
const RESTORE = { choice: 'restore' };

test('a cancelled booking can stand again until its end', () => {
  expect(restoreChoice(cancelled, NOW)).toEqual(RESTORE);
  expect(restoreChoice(cancelled, NOW + 1)).toBeNull();
});

test('one whose money went back to a card with the cancellation is booked anew', () => {
  const refunded = (status: 'succeeded' | 'recalled', at: number) => ({
    ...cancelled,
    refunds: [{ status, createdAt: new Date(at) }],
  });
  expect(restoreChoice(refunded('succeeded', 500), NOW)).toEqual({ choice: 'anew', because: 'refunded' });
  expect(restoreChoice(refunded('succeeded', 400), NOW)).toEqual(RESTORE);
  expect(restoreChoice(refunded('recalled', 500), NOW)).toEqual(RESTORE);
});

test('one whose series has another booking on its date is booked anew', () => {
  const taken = { ...cancelled, isDateTaken: true };
  expect(restoreChoice(taken, NOW)).toEqual({ choice: 'anew', because: 'date_taken' });
  expect(restoreChoice(taken, NOW + 1)).toBeNull();
});

test('what stands, or was never confirmed, is not restored', () => {
  expect(restoreChoice({ ...cancelled, status: 'confirmed' }, NOW)).toBeNull();
  expect(restoreChoice({ ...cancelled, confirmedAt: null }, NOW)).toBeNull();
});
