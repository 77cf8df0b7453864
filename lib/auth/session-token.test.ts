import { expect, test } from 'vitest';
import { endAfterPage } from './session-token';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const now = new Date('2026-11-28T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const ahead = (ms: number) => new Date(now.getTime() + ms);

test.each([
  ['a page puts the end of an idle session off', HOUR_MS, 10 * MINUTE_MS, HOUR_MS, false],
  ['a page soon after another does not', HOUR_MS, 58 * MINUTE_MS, 58 * MINUTE_MS, false],
  ['after half a day it ends in any case', 11.5 * HOUR_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, true],
  ['and a page no longer puts that off', 11.9 * HOUR_MS, 0.1 * HOUR_MS, 0.1 * HOUR_MS, true],
])('of a staff session: %s', (_title, sinceMs, leftMs, thenMs, isFinal) => {
  const proof = { kind: 'session', life: 'staff', startedAt: ago(sinceMs), endsAt: ahead(leftMs) } as const;
  expect(endAfterPage(proof, now)).toEqual({ at: ahead(thenMs), isFinal });
});

test('who did not sign in by a session has no end to be told of', () => {
  expect(endAfterPage({ kind: 'session' }, now)).toBeNull();
});
