import { describe, expect, test } from 'vitest';
import { holderOf, snapLen, snapStart } from './lift-rules';

/** A day of fifteen hours that opens half an hour after the board begins, with starts each half hour. */
const grid = { tracks: 180, step: 6, opensAt: 7 };

describe('a start', () => {
  test('snaps to the nearest step, counted from the opening', () => {
    expect(snapStart(15, 18, grid, false)).toBe(13);
    expect(snapStart(16.1, 18, grid, false)).toBe(19);
  });

  test('snaps to five minutes when asked to', () => {
    expect(snapStart(15.4, 18, grid, true)).toBe(15);
  });

  test('stays on the board with its whole length', () => {
    expect(snapStart(-20, 18, grid, false)).toBe(1);
    expect(snapStart(400, 18, grid, false)).toBe(163);
  });
});

describe('a length', () => {
  test('snaps to the nearest step and is at least one', () => {
    expect(snapLen(33, 13, grid, false, true)).toBe(18);
    expect(snapLen(5, 13, grid, false, true)).toBe(6);
    expect(snapLen(14.2, 13, grid, true, true)).toBe(1);
  });

  test('of a booking ends at four hours, of a block with the board', () => {
    expect(snapLen(150, 13, grid, false, true)).toBe(48);
    expect(snapLen(150, 13, grid, false, false)).toBe(138);
    expect(snapLen(500, 13, grid, false, false)).toBe(168);
  });
});

describe('the holder of a place', () => {
  const ana = { id: 'ana', name: 'Ana', courtId: 1, at: 13, len: 18 };
  const luis = { id: 'luis', name: 'Luis', courtId: 1, at: 31, len: 18 };

  test('is whoever overlaps it on that court, and touching is no overlap', () => {
    expect(holderOf({ courtId: 1, at: 25, len: 6 }, [ana, luis], 'eva')).toBe(ana);
    expect(holderOf({ courtId: 1, at: 25, len: 7 }, [luis], 'eva')).toBe(luis);
    expect(holderOf({ courtId: 1, at: 25, len: 6 }, [luis], 'eva')).toBeNull();
    expect(holderOf({ courtId: 2, at: 25, len: 6 }, [ana, luis], 'eva')).toBeNull();
  });

  test('is never the item itself', () => {
    expect(holderOf({ courtId: 1, at: 19, len: 12 }, [ana], 'ana')).toBeNull();
  });
});
