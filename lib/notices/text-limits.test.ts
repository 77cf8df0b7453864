import { expect, test } from 'vitest';
import { quietUntil } from './text-limits';

const at = (text: string) => new Date(text);
const game = { startsAt: at('2026-12-05T17:00:00Z'), timeZone: 'Europe/Madrid' };

test.each([
  ['in the evening until eight', '2026-12-03T21:00:00Z', '2026-12-04T07:00:00Z'],
  ['after midnight until eight of the same day', '2026-12-03T23:30:00Z', '2026-12-04T07:00:00Z'],
  ['not by day', '2026-12-03T20:59:00Z', null],
  ['not from eight on', '2026-12-04T07:00:00Z', null],
])('what can wait is held back %s', (_when, now, until) => {
  expect(quietUntil('reservation_reminder', game, at(now))).toEqual(until && at(until));
});

test('over both nights in which the clock changes it is eight by the clock of the club', () => {
  const later = { ...game, startsAt: at('2027-12-01T10:00:00Z') };
  const until = (now: string) => quietUntil('payment_refunded', later, at(now));
  expect(until('2027-03-27T22:00:00Z')).toEqual(at('2027-03-28T06:00:00Z'));
  expect(until('2027-10-30T22:00:00Z')).toEqual(at('2027-10-31T07:00:00Z'));
});

test('what is about a game within twelve hours, or takes a court away, goes at once', () => {
  const night = at('2026-12-03T23:00:00Z');
  const soon = { ...game, startsAt: at('2026-12-04T08:00:00Z') };
  expect(quietUntil('reservation_reminder', soon, night)).toBeNull();
  expect(quietUntil('reservation_cancelled', game, night)).toBeNull();
});
