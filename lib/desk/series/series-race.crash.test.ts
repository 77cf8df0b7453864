import { expect, test } from 'vitest';
import { isAppError } from '@/lib/core/errors';
import { addDays, localDateOf } from '@/lib/core/time';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { isLostOnce } from '@/test/other-process/together';
import { withoutLocks } from '@/test/without-locks';
import { createSeries } from './create-series';
import { createSeriesSchema } from './read-series-wish';

const from = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);

/** How four series that want one court at once end: `booked`, or the code of the refusal. */
async function fight(): Promise<string[]> {
  const court = await makeCourt();
  const staff = [{ clubId: court.clubId, role: 'manager' as const }];
  const people = await Promise.all(Array.from({ length: 4 }, () => makeUser()));
  const tries = people.map(async (person, at) => {
    const wish = createSeriesSchema.parse({
      courtId: court.id,
      kind: 'block',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      startTime: at % 2 === 0 ? '18:00' : '18:30',
      durationMinutes: 60,
      from,
      until: addDays(from, 13),
    });
    try {
      await createSeries(personContext(person, { staff }), String(court.clubId), wish);
      return 'booked';
    } catch (error) {
      return isAppError(error) ? error.code : 'internal';
    }
  });
  return (await Promise.all(tries)).toSorted();
}

test('of series that want one court at once one is booked, and the others hear which dates are taken', async () => {
  for (let round = 0; round < 10; round += 1)
    expect(await fight()).toEqual(['booked', 'conflict', 'conflict', 'conflict']);
});

test('without the locks some of them fail at the constraint', async () => {
  await withoutLocks(async () => {
    expect(await isLostOnce(20, async () => (await fight()).includes('internal'))).toBe(true);
  });
});
