import { expect, test } from 'vitest';
import { presenceActs } from './presence-acts';

const START = 1_000;
const FROM = 700;
const game = { kind: 'booking', status: 'confirmed', startsAt: new Date(START), checkedInAt: null } as const;

test('players are checked in from so long before the start, and missing from the start on', () => {
  expect(presenceActs(game, FROM - 1, FROM)).toEqual([]);
  expect(presenceActs(game, FROM, FROM)).toEqual(['check_in']);
  expect(presenceActs(game, START, FROM)).toEqual(['check_in', 'no_show']);
});

test('what was noted can be taken back', () => {
  expect(presenceActs({ ...game, checkedInAt: new Date(FROM) }, START, FROM)).toEqual(['undo_check_in']);
  expect(presenceActs({ ...game, status: 'no_show' }, START, FROM)).toEqual(['revive']);
});

test('a block, a hold and what was cancelled have nobody who comes', () => {
  expect(presenceActs({ ...game, kind: 'block' }, START, FROM)).toEqual([]);
  for (const status of ['pending', 'cancelled'] as const)
    expect(presenceActs({ ...game, status }, START, FROM)).toEqual([]);
});
