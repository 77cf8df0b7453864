import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, reservations } from '@/db/schema';
import { addDays, localDateOf, localTime } from '@/lib/core/time';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { getBooking } from '@/lib/desk/bookings/get-booking';
import { restoreBooking } from '@/lib/desk/bookings/restore-booking';
import { makeReservation } from '@/test/factories';
import { managed, TUESDAY, weekly, ZONE } from '@/test/managed-series';
import { changeSeries } from './change-series';
import { endSeries } from './end-series';
import { seriesChangesSchema } from './series-changes';

const THURSDAY = addDays(TUESDAY, 2);
const timesOf = (rows: readonly { startsAt: Date }[]) =>
  rows.map(
    ({ startsAt }) => `${localDateOf(startsAt.getTime(), ZONE)} ${localTime(startsAt.getTime(), ZONE)}`,
  );

/** A series of two days a week whose first Thursday was given up, and whose first Tuesday has that date since. */
async function withDateTaken() {
  const made = await managed({ undoSeconds: 60 });
  const { ctx, make, rows } = made;
  const { written } = await make({ weekdays: [2, 4], until: addDays(TUESDAY, 9) });
  const seriesId = written?.seriesId ?? '';
  const given = await endSeries(ctx, { seriesId, revision: 0, scope: 'this', date: THURSDAY });
  const later = seriesChangesSchema.parse({ weekdays: [4, 6], startTime: '20:00' });
  await changeSeries(ctx, { seriesId, revision: 1, scope: 'all' }, later);
  return { ...made, given, rows };
}

describe('a date of a series that was given up', () => {
  test('is not taken back once the series has another booking on it', async () => {
    const { ctx, rows, given } = await withDateTaken();
    const before = await rows();
    await expect(undoAct(ctx, given.act.id)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'date_taken' },
    });
    expect(await rows()).toEqual(before);
  });

  test('is then not restored either, which its staff see before they try', async () => {
    const { ctx, club, rows, given } = await withDateTaken();
    const before = await rows();
    await db().update(acts).set({ undoUntil: new Date() }).where(eq(acts.id, given.act.id));
    const id = given.items[0]?.id ?? '';
    const { revision, isDateTaken } = await getBooking(ctx, club.id, id);
    expect(isDateTaken).toBe(true);
    await expect(restoreBooking(ctx, { id, revision, notify: true })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'date_taken' },
    });
    expect(await rows()).toEqual(before);
  });

  test('is restored while nothing stands in its way', async () => {
    const { ctx, club, make, rows } = await managed({ undoSeconds: 0 });
    const { written } = await make();
    const seriesId = written?.seriesId ?? '';
    const { items } = await endSeries(ctx, { seriesId, revision: 0, scope: 'this', date: TUESDAY });
    const { id, revision, isDateTaken } = await getBooking(ctx, club.id, items[0]?.id ?? '');
    expect(isDateTaken).toBe(false);
    await restoreBooking(ctx, { id, revision, notify: true });
    expect(timesOf(await rows())).toEqual(weekly(4).map((date) => `${date} 18:00`));
  });
});

describe('an act on several dates is not taken back when one place is somebody else’s by now', () => {
  test('as the end of a series', async () => {
    const { ctx, court, make, at, rows } = await managed({ undoSeconds: 60 });
    const { written } = await make();
    const { act } = await endSeries(ctx, { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' });
    const [, , third = ''] = weekly(4);
    await makeReservation({ courtId: court.id, startsAt: at(third, 19) });
    await expect(undoAct(ctx, act.id)).rejects.toMatchObject({
      code: 'slot_taken',
      details: { alternatives: expect.any(Array) },
    });
    expect(await rows()).toHaveLength(1);
  });

  test('as the end of blocks that are longer than any booking', async () => {
    const { ctx, court, block, at } = await managed({ undoSeconds: 60 });
    const { written } = await block({ startTime: '04:00', durationMinutes: 20 * 60 });
    const { act } = await endSeries(ctx, { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' });
    await makeReservation({ courtId: court.id, startsAt: at(TUESDAY, 19) });
    await expect(undoAct(ctx, act.id)).rejects.toMatchObject({ code: 'slot_taken' });
  });

  test('as the change of a series', async () => {
    const { ctx, court, make, at, rows } = await managed({ undoSeconds: 60 });
    const { written } = await make();
    const meant = { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' } as const;
    const { act } = await changeSeries(ctx, meant, seriesChangesSchema.parse({ startTime: '20:00' }));
    const [, second = ''] = weekly(4);
    await makeReservation({ courtId: court.id, startsAt: at(second, 18) });
    const before = await rows();
    await expect(undoAct(ctx, act.id)).rejects.toMatchObject({ code: 'slot_taken' });
    expect(await rows()).toEqual(before);
  });
});

test('a change that gave a date to a booking in its place is taken back, whichever of them comes first', async () => {
  const { ctx, make, rows } = await managed({ undoSeconds: 60 });
  const { written } = await make({ weekdays: [2, 4], until: THURSDAY });
  const seriesId = written?.seriesId ?? '';
  // The Thursday is played on a Tuesday evening already.
  const apart = seriesChangesSchema.parse({ weekdays: [2], startTime: '20:00' });
  await changeSeries(ctx, { seriesId, revision: 0, scope: 'this', date: THURSDAY }, apart);
  const before = timesOf(await rows());
  const earlier = seriesChangesSchema.parse({ weekdays: [1, 2] });
  const { act } = await changeSeries(ctx, { seriesId, revision: 1, scope: 'all' }, earlier);
  expect((await rows()).map(({ seriesDate }) => seriesDate)).toEqual([addDays(TUESDAY, -1), TUESDAY]);
  await undoAct(ctx, act.id);
  expect(timesOf(await rows())).toEqual(before);
  expect((await rows()).map(({ seriesDate }) => seriesDate)).toEqual([TUESDAY, THURSDAY]);
});

test('dates that would lie over each other are named, as when a day has only 23 hours', async () => {
  const { ctx, block, rows } = await managed();
  const { written } = await block({ weekdays: [6, 7], from: '2027-03-27', until: '2027-03-28' });
  const meant = { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' } as const;
  const before = await db().select().from(reservations).where(eq(reservations.seriesId, meant.seriesId));
  await expect(
    changeSeries(ctx, meant, seriesChangesSchema.parse({ durationMinutes: 24 * 60 })),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { dates: [{ date: '2027-03-28', reason: 'taken' }] },
  });
  expect((await rows()).map(({ endsAt }) => endsAt)).toEqual(before.map(({ endsAt }) => endsAt));
});
