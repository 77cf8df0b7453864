import { describe, expect, test } from 'vitest';
import { dragged, lineOf, SIZE } from './refund-line-shape';

const policy = { freeHours: 24, laterPercent: 50, nothingHours: 2 };

describe('the line of a refund policy', () => {
  test('begins three days before the game, and earlier for a policy that needs it', () => {
    expect(lineOf(policy).mostHours).toBe(72);
    expect(lineOf({ ...policy, freeHours: 96 }).mostHours).toBe(120);
    expect(lineOf({ ...policy, freeHours: 720 }).mostHours).toBe(720);
  });

  test('keeps the policy when a handle is dropped where it is', () => {
    const { places, mostHours } = lineOf(policy);
    for (const handle of ['freeHours', 'laterPercent', 'nothingHours'] as const)
      expect(dragged(policy, handle, places[handle], mostHours)).toEqual(policy);
  });

  test('is never out of order, however far a handle is dragged', () => {
    const far = { x: -500, y: -500 };
    const near = { x: 2_000, y: 2_000 };
    expect(dragged(policy, 'freeHours', near, 72).freeHours).toBe(2);
    expect(dragged(policy, 'freeHours', far, 72).freeHours).toBe(72);
    expect(dragged(policy, 'nothingHours', far, 72).nothingHours).toBe(24);
    expect(dragged(policy, 'nothingHours', near, 72).nothingHours).toBe(0);
    expect(dragged(policy, 'laterPercent', far, 72).laterPercent).toBe(100);
    expect(dragged(policy, 'laterPercent', near, 72).laterPercent).toBe(0);
  });

  test('is set in whole hours and in steps of five per cent', () => {
    const third = SIZE.right - (SIZE.right - SIZE.left) / 3;
    expect(dragged(policy, 'freeHours', { x: third + 1, y: 0 }, 72).freeHours).toBe(24);
    expect(dragged(policy, 'laterPercent', { x: 0, y: 100 }, 72).laterPercent % 5).toBe(0);
  });
});
