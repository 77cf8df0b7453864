import { expect, test } from 'vitest';
import { getClub } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt, makeReservation } from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { readWeekLoad } from './read-week-load';

const ZONE = 'Europe/Madrid';
const TODAY = localDateOf(Date.now(), ZONE);

/** A club with two courts that opens from eight to twelve each day. */
async function makeDesk() {
  const { id } = await makeClub({ opensMinute: 8 * 60, closesMinute: 12 * 60 });
  const [one] = [await makeCourt({ clubId: id }), await makeCourt({ clubId: id })];
  const book = (date: string, hour: number) =>
    makeReservation({
      clubId: id,
      courtId: one.id,
      startsAt: new Date(firstInstantOf(date, hour * 60, ZONE)),
      durationMinutes: 120,
    });
  return { club: await getClub(String(id)), book, desk: await staffOf(id) };
}

test('a week tells of each of its days how full all courts are, also of one that is over', async () => {
  const { club, book, desk } = await makeDesk();
  const from = addDays(TODAY, -1);
  await book(from, 8);
  await book(addDays(from, 6), 10);
  const load = await readWeekLoad(desk, club, from);
  expect(load.map(({ date }) => date)).toEqual(Array.from({ length: 7 }, (_, day) => addDays(from, day)));
  expect(load.map(({ freeShare }) => freeShare)).toEqual([0.75, 1, 1, 1, 1, 1, 0.75]);
});

test('only whoever may see the planner reads it', async () => {
  const { club } = await makeDesk();
  const accountant = await staffOf(club.id, 'accountant');
  expect(await refusalOf(readWeekLoad(accountant, club, TODAY))).toMatchObject({ code: 'forbidden' });
  const stranger = await staffOf((await makeClub()).id, 'owner');
  expect(await refusalOf(readWeekLoad(stranger, club, TODAY))).toMatchObject({ code: 'not_found' });
});
