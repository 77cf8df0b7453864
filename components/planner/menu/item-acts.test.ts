import { expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/core/time';
import { type ItemFacts, itemActs } from './item-acts';

const NOW = Date.parse('2026-11-28T18:00:00Z');
const facts = (given: Partial<ItemFacts> = {}): ItemFacts => ({
  state: 'paid',
  startsAt: NOW + 4 * HOUR_MS,
  endsAt: NOW + 5 * HOUR_MS,
  isHere: false,
  isLocked: false,
  ...given,
});
const acts = (given?: Partial<ItemFacts>) => itemActs(facts(given), NOW, HOUR_MS);

test('a game to come is moved, locked and cancelled, and money is taken while it owes', () => {
  expect(acts()).toEqual(['open', 'edit', 'lift', 'move', 'delay', 'lock', 'cancel']);
  expect(acts({ state: 'owed' })).toContain('take');
  expect(acts({ state: 'part' })).toContain('take');
});

test('players arrive from the time on that the club says, and fail to come from the start on', () => {
  expect(acts({ startsAt: NOW + HOUR_MS })).toEqual(expect.arrayContaining(['check_in']));
  expect(acts({ startsAt: NOW + HOUR_MS })).not.toContain('no_show');
  expect(acts({ startsAt: NOW })).toEqual(expect.arrayContaining(['check_in', 'no_show']));
  expect(acts({ startsAt: NOW, isHere: true })).toContain('undo_check_in');
  expect(acts({ startsAt: NOW, isHere: true })).not.toContain('no_show');
});

test('what is locked does not move, and what is over is neither moved nor cancelled', () => {
  expect(acts({ isLocked: true })).toEqual(['open', 'edit', 'unlock', 'cancel']);
  expect(acts({ startsAt: NOW - 2 * HOUR_MS, endsAt: NOW })).toEqual(['open', 'check_in', 'no_show', 'edit']);
});

test('who did not come can still come, and a hold is only looked at', () => {
  expect(acts({ state: 'no_show', startsAt: NOW })).toEqual(['open', 'revive', 'edit']);
  expect(acts({ state: 'held' })).toEqual(['open']);
});

test('a block is moved, locked and ended, and has no players and no money', () => {
  expect(acts({ state: 'block' })).toEqual(['open', 'edit', 'lift', 'move', 'delay', 'lock', 'cancel']);
  expect(acts({ state: 'closure' })).toEqual(['open', 'edit']);
});
