import { BrokenCircuitError } from 'cockatiel';
import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/core/errors';
import { beginRun, type Mended, orFind, tryPart } from './tolerant-run';

const away = () => new AppError('service_unavailable', 'Stripe: 500');
const breakerOpen = () =>
  new AppError('service_unavailable', 'Circuit breaker is open.', { cause: new BrokenCircuitError() });
const refused = () => new Error('refused');

/** The results of objects that fail in sequence with these errors, where null succeeds. */
async function walk(errors: readonly (Error | null)[]) {
  const run = beginRun();
  const walked: string[] = [];
  await tryPart(run, ['trial.failed'], async (mended: Mended) => {
    for (const [at, error] of errors.entries()) {
      await orFind(mended, { issue: 'trial.failed', objectId: String(at) }, async () => {
        walked.push(String(at));
        if (error) throw error;
      });
    }
  });
  return {
    walked: walked.length,
    found: run.open.map(({ objectId }) => objectId),
    failed: run.failures.length,
  };
}

describe('of many objects', () => {
  test.each([
    ['one that is refused is shown', [refused(), null], { walked: 2, found: ['0'], failed: 0 }],
    [
      'one that meets an outage is shown, and the last too',
      [away(), null, away()],
      { walked: 3, found: ['0', '2'], failed: 0 },
    ],
    [
      'outages that do not follow each other end nothing',
      [away(), away(), null, away(), away()],
      { walked: 5, found: ['0', '1', '3', '4'], failed: 0 },
    ],
    [
      'three in a row end the part, and are nobody’s finding',
      [refused(), away(), away(), away(), null],
      { walked: 4, found: ['0'], failed: 1 },
    ],
    [
      'an open breaker ends it at once',
      [refused(), breakerOpen(), null],
      { walked: 2, found: ['0'], failed: 1 },
    ],
  ] as const)('%s', async (_title, errors, expected) => {
    expect(await walk(errors)).toEqual(expected);
  });
});

test('a part that breaks leaves the next alone, and what it looks for unresolved', async () => {
  const run = beginRun();
  const failure = refused();
  expect(await tryPart(run, ['trial.first'], () => Promise.reject(failure))).toBeUndefined();
  expect(await tryPart(run, ['trial.second'], async () => 'done')).toBe('done');
  expect(run).toMatchObject({ unchecked: ['trial.first'], failures: [failure] });
});
