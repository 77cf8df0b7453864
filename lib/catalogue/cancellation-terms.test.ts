import { expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/core/time';
import { cancellationTerms } from './cancellation-terms';

const startsAt = new Date('2026-12-04T17:00:00Z');
const before = (hours: number) => new Date(startsAt.getTime() - hours * HOUR_MS);
const terms = (policy: [number, number, number], hoursBefore: number, locale: 'es' | 'en' = 'en') => {
  const [freeHours, laterPercent, nothingHours] = policy;
  const game = { policy: { freeHours, laterPercent, nothingHours }, startsAt, timeZone: 'Europe/Madrid' };
  return cancellationTerms(game, locale, before(hoursBefore));
};

test('says until when cancelling is free as a day and an hour at the club', () => {
  expect(terms([24, 0, 24], 30)).toEqual({
    key: 'free',
    values: { freeUntil: 'Thursday 3 December, 18:00' },
  });
  expect(terms([24, 0, 24], 30, 'es').values).toEqual({ freeUntil: 'jueves, 3 de diciembre, 18:00' });
});

test.each([
  [
    [24, 50, 2],
    24,
    'freeThenShare',
    { freeUntil: 'Thursday 3 December, 18:00', percent: 50, shareUntil: 'Friday 4 December, 16:00' },
  ],
  [[24, 50, 2], 23, 'share', { percent: 50, shareUntil: 'Friday 4 December, 16:00' }],
  [[24, 50, 2], 1, 'nothing', {}],
  [[24, 0, 2], 10, 'nothing', {}],
  [[24, 100, 2], 10, 'free', { freeUntil: 'Friday 4 December, 16:00' }],
  [[0, 50, 0], 1, 'free', { freeUntil: 'Friday 4 December, 18:00' }],
  [[2, 50, 24], 10, 'free', { freeUntil: 'Friday 4 December, 16:00' }],
] as const)('of the policy %j is left %s h before the game: %s', (policy, hoursBefore, key, values) => {
  expect(terms([...policy], hoursBefore)).toEqual({ key, values });
});

test('counts real hours over a change of clocks, as the refund does', () => {
  const game = {
    policy: { freeHours: 24, laterPercent: 0, nothingHours: 24 },
    startsAt: new Date('2027-03-28T10:00:00Z'),
    timeZone: 'Europe/Madrid',
  };
  expect(cancellationTerms(game, 'en', new Date('2027-03-20T10:00:00Z')).values).toEqual({
    freeUntil: 'Saturday 27 March, 11:00',
  });
});

test('after a move by the club the better start counts, at most until the game begins', () => {
  const policy = { freeHours: 24, laterPercent: 50, nothingHours: 2 };
  const game = { policy, startsAt, timeZone: 'Europe/Madrid' };
  const after = (hours: number) => ({
    ...game,
    policyStartsAt: new Date(startsAt.getTime() + hours * HOUR_MS),
  });
  expect(cancellationTerms(after(12), 'en', before(13))).toMatchObject({
    key: 'freeThenShare',
    values: { freeUntil: 'Friday 4 December, 06:00', shareUntil: 'Friday 4 December, 18:00' },
  });
  expect(cancellationTerms(after(72), 'en', before(1))).toEqual({
    key: 'free',
    values: { freeUntil: 'Friday 4 December, 18:00' },
  });
});
