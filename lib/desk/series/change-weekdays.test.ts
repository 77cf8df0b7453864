import { eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, dues, reservations, seriesExceptions } from '@/db/schema';
import { addDays, localDateOf, localTime } from '@/lib/core/time';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { makePayment, makeReservation } from '@/test/factories';
import { brokenIn, managed, TUESDAY, weekly, ZONE } from '@/test/managed-series';
import { changeSeries } from './change-series';
import { endSeries } from './end-series';
import { listSeries } from './list-series';
import { seriesChangesSchema } from './series-changes';

type Asked = Parameters<typeof seriesChangesSchema.parse>[0] & object;

const timesOf = (rows: readonly { startsAt: Date }[]) =>
  rows.map(
    ({ startsAt }) => `${localDateOf(startsAt.getTime(), ZONE)} ${localTime(startsAt.getTime(), ZONE)}`,
  );
const at18 = (...dates: string[]) => dates.toSorted().map((date) => `${date} 18:00`);
/** The Thursdays of a series of four Tuesdays, which ends on the last of them. */
const THURSDAYS = weekly(3).map((date) => addDays(date, 2));

/** A club with a series, and what changes it. */
async function withSeries(wish: Parameters<Awaited<ReturnType<typeof managed>>['make']>[0] = {}) {
  const made = await managed({ undoSeconds: 60 });
  const { written } = await made.make(wish);
  const seriesId = written?.seriesId ?? '';
  const change = (asked: Asked, more: { preview?: boolean; requestKey?: string } = {}) =>
    changeSeries(
      { ...made.ctx, ...more },
      { seriesId, revision: 0, scope: 'all' },
      seriesChangesSchema.parse(asked),
    );
  const shown = async () => (await listSeries(made.ctx, made.club.slug)).series[0];
  return { ...made, seriesId, change, shown };
}

describe('a day that is new to a series', () => {
  test('brings a date to each of its weeks as long as it runs, owed and told of as its others', async () => {
    const { change, rows, shown, customer, seriesId } = await withSeries();
    const before = await rows();
    const { dates, items } = await change({ weekdays: [2, 4] });
    expect(dates).toMatchObject(THURSDAYS.map((date) => ({ date, conflict: null, priceMinor: 4500 })));
    expect(timesOf(await rows())).toEqual(at18(...weekly(4), ...THURSDAYS));
    const known = new Set(before.map(({ id }) => id));
    const made = (await rows()).filter(({ id }) => !known.has(id));
    expect(made.map(({ seriesDate }) => seriesDate)).toEqual(THURSDAYS);
    for (const row of made)
      expect(row).toMatchObject({ seriesId, customerId: customer.id, priceMinor: 4500 });
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
    const owed = await db()
      .select()
      .from(dues)
      .where(
        inArray(
          dues.reservationId,
          made.map(({ id }) => id),
        ),
      );
    expect(owed.map(({ amountMinor }) => amountMinor)).toEqual([4500, 4500, 4500]);
    expect(await shown()).toMatchObject({ weekdays: [2, 4], left: 7, revision: 1 });
    expect(await brokenIn(await rows())).toEqual([]);
  });

  test('is taken back with all of its dates, as one act', async () => {
    const { ctx, change, rows, shown, seriesId } = await withSeries();
    const before = await rows();
    const { act } = await change({ weekdays: [2, 4], startTime: '20:00', title: 'Liga' });
    expect(timesOf(await rows())).toEqual(
      [...weekly(4), ...THURSDAYS].toSorted().map((date) => `${date} 20:00`),
    );
    await undoAct(ctx, act.id);
    expect(timesOf(await rows())).toEqual(timesOf(before));
    expect((await rows()).map(({ id, title }) => ({ id, title }))).toEqual(
      before.map(({ id, title }) => ({ id, title })),
    );
    expect(await shown()).toMatchObject({ weekdays: [2], startMinute: 1080, title: null, left: 4 });
    const all = await db().select().from(reservations).where(eq(reservations.seriesId, seriesId));
    expect(await brokenIn(all)).toEqual([]);
  });

  test('brings dates from one on alone where that and the following are meant', async () => {
    const { ctx, seriesId, rows } = await withSeries();
    const [, , third = ''] = weekly(4);
    await changeSeries(
      ctx,
      { seriesId, revision: 0, scope: 'following', date: third },
      seriesChangesSchema.parse({ weekdays: [1, 2, 4] }),
    );
    // The Monday before it is not meant.
    const added = [addDays(third, 2), addDays(third, 6)];
    expect(timesOf(await rows())).toEqual(at18(...weekly(4), ...added));
  });

  test('tells each date that cannot be had with its ways out, and writes nothing without a choice', async () => {
    const { court, other, change, at, rows, seriesId } = await withSeries();
    const [first = '', second = '', third = ''] = THURSDAYS;
    const inWay = await makeReservation({ courtId: court.id, startsAt: at(first, 18) });
    await makeReservation({ courtId: court.id, startsAt: at(second, 19), kind: 'block' });
    const before = await rows();
    const { dates } = await change({ weekdays: [2, 4] }, { preview: true });
    expect(dates.map(({ conflict }) => conflict)).toEqual([
      { reason: 'taken', takenBy: inWay.id, nearestCourtId: other.id },
      { reason: 'taken', takenBy: expect.any(String), nearestCourtId: other.id },
      null,
    ]);
    await expect(change({ weekdays: [2, 4] })).rejects.toMatchObject({
      code: 'conflict',
      details: { dates: [{ date: first, conflict: { nearest_court_id: other.id } }, { date: second }] },
    });
    expect(await rows()).toEqual(before);
    await change({
      weekdays: [2, 4],
      choices: [
        { date: first, choice: 'court', courtId: other.id },
        { date: second, choice: 'time', startTime: '20:30' },
        { date: third, choice: 'skip' },
      ],
    });
    const known = new Set(before.map(({ id }) => id));
    const made = (await rows()).filter(({ id }) => !known.has(id));
    expect(made.map(({ courtId, seriesDate }) => [courtId, seriesDate])).toEqual([
      [other.id, first],
      [court.id, second],
    ]);
    expect(timesOf(made)).toEqual([`${first} 18:00`, `${second} 20:30`]);
    const left = await db().select().from(seriesExceptions).where(eq(seriesExceptions.seriesId, seriesId));
    expect(left).toEqual([{ seriesId, date: third, why: 'skipped' }]);
  });

  test('leaves dates out that cannot be had where that is allowed', async () => {
    const { court, change, at, rows, seriesId } = await withSeries();
    const [first = '', ...free] = THURSDAYS;
    const inWay = await makeReservation({ courtId: court.id, startsAt: at(first, 18) });
    await change({ weekdays: [2, 4], allowPartial: true });
    const own = (await rows()).filter(({ id }) => id !== inWay.id);
    expect(timesOf(own)).toEqual(at18(...weekly(4), ...free));
    const left = await db().select().from(seriesExceptions).where(eq(seriesExceptions.seriesId, seriesId));
    expect(left).toEqual([{ seriesId, date: first, why: 'conflict' }]);
  });

  test('goes on as far as the series has dates, not as far as it had', async () => {
    const { ctx, seriesId, rows } = await withSeries();
    const [, second = '', third = ''] = weekly(4);
    await endSeries(ctx, { seriesId, revision: 0, scope: 'following', date: third });
    const meant = { seriesId, revision: 1, scope: 'all' } as const;
    await changeSeries(ctx, meant, seriesChangesSchema.parse({ weekdays: [2, 4] }));
    expect(timesOf(await rows())).toEqual(at18(TUESDAY, second, addDays(TUESDAY, 2), addDays(second, 2)));
  });

  test('keeps to the weeks of a series that runs every other week, and to its price', async () => {
    const { change, rows } = await withSeries({
      everyWeeks: 2,
      price: { amount: '30.00', reason: 'Escuela' },
    });
    await change({ weekdays: [2, 4] });
    const [, , third = ''] = weekly(4);
    expect(timesOf(await rows())).toEqual(at18(TUESDAY, addDays(TUESDAY, 2), third, addDays(third, 2)));
    expect((await rows()).map(({ priceMinor, priceReason }) => [priceMinor, priceReason])).toEqual(
      Array.from({ length: 4 }, () => [3000, 'Escuela']),
    );
  });

  test('has a conflict where its wall time does not exist, and the 29th of February is a date', async () => {
    const { ctx, block, rows } = await managed();
    const spring = { weekdays: [6], startTime: '02:30', durationMinutes: 30 };
    const first = (await block({ ...spring, from: '2027-03-20', until: '2027-04-04' })).written;
    const meant = { seriesId: first?.seriesId ?? '', revision: 0, scope: 'all' } as const;
    const both = seriesChangesSchema.parse({ weekdays: [6, 7] });
    await expect(changeSeries(ctx, meant, both)).rejects.toMatchObject({
      details: { dates: [{ date: '2027-03-28', starts_at: null, conflict: { reason: 'dst_gap' } }] },
    });
    const leap = (await block({ weekdays: [1], from: '2028-02-21', until: '2028-03-05' })).written;
    const leapYear = { seriesId: leap?.seriesId ?? '', revision: 0, scope: 'all' } as const;
    const { dates } = await changeSeries(ctx, leapYear, seriesChangesSchema.parse({ weekdays: [1, 2] }));
    expect(dates.map(({ date }) => date)).toEqual(['2028-02-22', '2028-02-29']);
    expect((await rows()).map(({ seriesDate }) => seriesDate)).toContain('2028-02-29');
  });

  test('is refused without a date, and with choices of other dates, each at its member', async () => {
    const { change, rows } = await withSeries({ until: TUESDAY });
    const before = await rows();
    await expect(change({ weekdays: [2, 4] })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'no_date_left' },
    });
    const longer = await withSeries();
    const skip = (date: string) => ({ date, choice: 'skip' as const });
    for (const asked of [
      { weekdays: [2, 4], choices: [skip(TUESDAY)] },
      { weekdays: [2, 4], choices: [skip(THURSDAYS[0] ?? ''), skip(THURSDAYS[0] ?? '')] },
      { startTime: '19:00', choices: [skip(TUESDAY)] },
    ])
      await expect(longer.change(asked)).rejects.toMatchObject({
        code: 'invalid_input',
        fields: { choices: [expect.any(String)] },
      });
    const foreign = { date: THURSDAYS[0] ?? '', choice: 'court' as const, courtId: 1_000_000 };
    await expect(longer.change({ weekdays: [2, 4], choices: [foreign] })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await rows()).toEqual(before);
  });

  test('asked for again under the same key is answered with the first', async () => {
    const { change, rows } = await withSeries();
    const first = await change({ weekdays: [2, 4] }, { requestKey: 'again' });
    const second = await change({ weekdays: [2, 4] }, { requestKey: 'again' });
    expect(second.act.id).toBe(first.act.id);
    expect(second.items).toHaveLength(first.items.length);
    expect(await rows()).toHaveLength(7);
  });
});

describe('a day that a series loses', () => {
  const twice = { weekdays: [2, 4], until: addDays(TUESDAY, 9) };

  test('gives its dates up by their policy, and comes back with them and their money', async () => {
    const { ctx, change, rows, shown } = await withSeries(twice);
    const before = await rows();
    const thursday = before[1];
    if (!thursday) throw new Error('the series has a Thursday');
    await db().update(dues).set({ settledAt: new Date() }).where(eq(dues.reservationId, thursday.id));
    await makePayment(thursday);
    const { act, refundMinor, items } = await change({ weekdays: [2] });
    expect(refundMinor).toBe(4500);
    expect(items.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(timesOf(await rows())).toEqual(at18(TUESDAY, addDays(TUESDAY, 7)));
    expect(await shown()).toMatchObject({ weekdays: [2], left: 2 });
    await undoAct(ctx, act.id);
    expect(timesOf(await rows())).toEqual(timesOf(before));
    expect(await shown()).toMatchObject({ weekdays: [2, 4], left: 4 });
    expect(await brokenIn(await rows())).toEqual([]);
  });

  test('leaves its dates before the one from which on it is meant', async () => {
    const { ctx, seriesId, rows } = await withSeries(twice);
    const [, second = ''] = weekly(2);
    const meant = { seriesId, revision: 0, scope: 'following', date: second } as const;
    await changeSeries(ctx, meant, seriesChangesSchema.parse({ weekdays: [2] }));
    expect(timesOf(await rows())).toEqual(at18(TUESDAY, addDays(TUESDAY, 2), second));
  });

  test('frees its places for those that move there', async () => {
    const { ctx, seriesId, rows } = await withSeries({ weekdays: [2, 4], until: addDays(TUESDAY, 2) });
    // The Thursday is played on the Tuesday evening.
    const apart = seriesChangesSchema.parse({ weekdays: [2], startTime: '20:00' });
    const date = addDays(TUESDAY, 2);
    await changeSeries(ctx, { seriesId, revision: 0, scope: 'this', date }, apart);
    const later = seriesChangesSchema.parse({ weekdays: [2], startTime: '20:00' });
    await changeSeries(ctx, { seriesId, revision: 1, scope: 'all' }, later);
    expect(timesOf(await rows())).toEqual([`${TUESDAY} 20:00`]);
  });

  test('is not taken back once somebody has one of its places', async () => {
    const { ctx, court, change, at, rows } = await withSeries(twice);
    const { act } = await change({ weekdays: [2] });
    await makeReservation({ courtId: court.id, startsAt: at(addDays(TUESDAY, 2), 18) });
    const before = await rows();
    await expect(undoAct(ctx, act.id)).rejects.toMatchObject({ code: 'slot_taken' });
    expect(await rows()).toEqual(before);
  });
});

test('other days and one more move its dates and bring new ones, in one act of which a preview writes nothing', async () => {
  const { ctx, change, rows } = await withSeries();
  const before = await rows();
  const { items, dates } = await change({ weekdays: [4, 6] }, { preview: true });
  expect(items).toHaveLength(4 + dates.length);
  expect(await rows()).toEqual(before);
  const { act } = await change({ weekdays: [4, 6] });
  const [moved, added] = [
    weekly(4).map((date) => addDays(date, 2)),
    weekly(3).map((date) => addDays(date, 4)),
  ];
  expect(timesOf(await rows())).toEqual(at18(...moved, ...added));
  const [row] = await db().select().from(acts).where(eq(acts.id, act.id));
  expect(row?.changes.filter(({ entity }) => entity === 'reservation')).toHaveLength(7);
  await undoAct(ctx, act.id);
  expect(timesOf(await rows())).toEqual(timesOf(before));
});
