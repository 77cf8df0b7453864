import { expect, test } from 'vitest';
import { getClub } from '@/lib/catalogue/catalogue';
import { firstInstantOf, HOUR_MS } from '@/lib/core/time';
import { makeClub, makeCourt } from '@/test/factories';
import type { PlannerWish } from '@/components/planner/planner-address';
import { quickSlotOf } from './quick-slot';

const DATE = '2027-03-10';
const at = (hour: number) => firstInstantOf(DATE, hour * 60, 'Europe/Madrid');

async function makeDay() {
  const { id } = await makeClub({ opensMinute: 8 * 60, closesMinute: 23 * 60 });
  for (const name of ['Pista 1', 'Pista 2']) await makeCourt({ clubId: id, name });
  const club = await getClub(id);
  const [one, two] = club.courts.map((court) => court.id);
  if (one === undefined || two === undefined) throw new Error('two courts were made');
  const windows = [{ startsAt: at(8), endsAt: at(23) }];
  const courts = club.courts.map((court) => ({ court, windows }));
  const day = { club, date: DATE, windows, courts };
  const item = (
    courtId: number,
    from: number,
    until: number,
    status: 'confirmed' | 'no_show' = 'confirmed',
  ) => ({
    courtId,
    startsAt: at(from),
    endsAt: at(until),
    status,
  });
  return { day, one, two, item };
}

const wish: PlannerWish = { new: '', kind: 'booking', minutes: undefined, also: [], for: undefined };

test('a new booking begins at the first place that is free for its length', async () => {
  const { day, one, two, item } = await makeDay();
  const items = [item(one, 10, 12), item(two, 11, 12)];
  expect(quickSlotOf({ ...day, items }, wish, at(10) - 60_000)).toMatchObject({
    courtId: one,
    time: '12:00',
  });
  expect(quickSlotOf({ ...day, items }, { ...wish, minutes: 60 }, at(10) - 60_000)).toMatchObject({
    courtId: two,
    time: '10:00',
    endsAt: at(11),
  });
});

test('a no-show has left its court', async () => {
  const { day, one, two, item } = await makeDay();
  const items = [item(one, 10, 12, 'no_show'), item(two, 10, 12)];
  expect(quickSlotOf({ ...day, items }, wish, at(10))).toMatchObject({ courtId: one, time: '10:00' });
});

test('a full day begins at its next start all the same', async () => {
  const { day, one, two, item } = await makeDay();
  const items = [item(one, 8, 23), item(two, 8, 23)];
  expect(quickSlotOf({ ...day, items }, wish, at(8) + HOUR_MS)).toMatchObject({
    courtId: one,
    time: '09:00',
  });
});

test('a place that was named is taken as it is, of a court that is sold', async () => {
  const { day, one } = await makeDay();
  expect(quickSlotOf({ ...day, items: [] }, { ...wish, new: `${one}T18:30` }, at(8))).toMatchObject({
    courtId: one,
    time: '18:30',
    minutes: 90,
  });
  expect(quickSlotOf({ ...day, items: [] }, { ...wish, new: '0T18:30' }, at(8))).toBeNull();
});

test('a gap that is too short for the usual length is offered for the longest that fits', async () => {
  const { day, one, item } = await makeDay();
  const gap = { ...day, items: [item(one, 10, 13), item(one, 14, 15, 'no_show'), item(one, 14, 16)] };
  expect(quickSlotOf(gap, { ...wish, new: `${one}T13:00` }, at(8))).toMatchObject({
    minutes: 60,
    endsAt: at(14),
  });
  expect(quickSlotOf(gap, { ...wish, new: `${one}T13:30` }, at(8))).toMatchObject({ minutes: 90 });
  expect(quickSlotOf(gap, { ...wish, new: `${one}T13:00`, minutes: 90 }, at(8))).toMatchObject({
    minutes: 90,
  });
  expect(quickSlotOf(gap, { ...wish, new: `${one}T22:00` }, at(8))).toMatchObject({
    minutes: 60,
    endsAt: at(23),
  });
});
