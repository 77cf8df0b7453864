import { eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, dues, seriesExceptions } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { retireCourt } from '@/lib/clubs/courts/retire-court';
import { setSpecialDays, specialDaysSchema } from '@/lib/clubs/set-up/set-special-days';
import { addDays, localTime } from '@/lib/core/time';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { makeReservation, makeUser, personContext } from '@/test/factories';
import { brokenIn, managed, today, TUESDAY, weekly, ZONE } from '@/test/managed-series';
import { createSeries } from './create-series';
import { listSeries } from './list-series';
import { createSeriesSchema } from './read-series-wish';
import { seriesDates } from './series-dates';

describe('a series', () => {
  test('is booked on each of its dates, owed until each game, and named by each booking', async () => {
    const { court, customer, make, rows } = await managed();
    const { written, dates } = await make();
    expect(dates.map(({ date }) => date)).toEqual(weekly(4));
    const booked = await rows();
    expect(booked).toHaveLength(4);
    for (const [week, row] of booked.entries()) {
      expect(row).toMatchObject({
        courtId: court.id,
        customerId: customer.id,
        seriesId: written?.seriesId,
        seriesDate: weekly(4)[week],
        priceMinor: 4500,
        groupId: null,
      });
      expect(localTime(row.startsAt.getTime(), ZONE)).toBe('18:00');
    }
    const owed = await db()
      .select()
      .from(dues)
      .where(
        inArray(
          dues.reservationId,
          booked.map(({ id }) => id),
        ),
      );
    expect(owed.map(({ amountMinor }) => amountMinor)).toEqual([4500, 4500, 4500, 4500]);
    expect(await brokenIn(await rows())).toEqual([]);
  });

  test('is not booked in a preview', async () => {
    const { make, rows } = await managed();
    expect(await make({}, true)).toMatchObject({ written: null, dates: [{ conflict: null }, {}, {}, {}] });
    expect(await rows()).toEqual([]);
  });

  test('names each date that cannot be had with its ways out, and writes nothing without a choice', async () => {
    const { club, court, other, make, at, rows } = await managed();
    const [, second = '', third = '', fourth = ''] = weekly(4);
    const inWay = await makeReservation({ courtId: court.id, startsAt: at(second, 18) });
    await makeReservation({ courtId: court.id, startsAt: at(third, 19), kind: 'block' });
    await makeReservation({ courtId: other.id, startsAt: at(third, 18) });
    const { dates } = await make({}, true);
    expect(dates.map(({ conflict }) => conflict)).toEqual([
      null,
      { reason: 'taken', takenBy: inWay.id, nearestCourtId: other.id },
      { reason: 'taken', takenBy: expect.any(String), nearestCourtId: null },
      null,
    ]);
    const before = (await rows()).length;
    await expect(make()).rejects.toMatchObject({
      code: 'conflict',
      details: { dates: [{ date: second, conflict: { nearest_court_id: other.id } }, { date: third }] },
    });
    expect(await rows()).toHaveLength(before);

    const { written } = await make({
      choices: [
        { date: second, choice: 'court', courtId: other.id },
        { date: third, choice: 'time', startTime: '20:30' },
        { date: fourth, choice: 'skip' },
      ],
    });
    const made = (await rows()).filter(({ seriesId }) => seriesId === written?.seriesId);
    expect(
      made.map(({ courtId, startsAt }) => [courtId, localTime(startsAt.getTime(), club.timeZone)]),
    ).toEqual([
      [court.id, '18:00'],
      [other.id, '18:00'],
      [court.id, '20:30'],
    ]);
    expect(await db().select().from(seriesExceptions)).toContainEqual({
      seriesId: written?.seriesId,
      date: fourth,
      why: 'skipped',
    });
  });

  test('leaves dates out that cannot be had where that is allowed, unless none is left', async () => {
    const { court, make, at, rows } = await managed();
    await makeReservation({ courtId: court.id, startsAt: at(TUESDAY, 18) });
    await make({ allowPartial: true });
    expect(await rows()).toHaveLength(4);
    for (const wish of [
      { until: TUESDAY, allowPartial: true },
      { until: TUESDAY, choices: [{ date: TUESDAY, choice: 'skip' as const }] },
      { from: addDays(TUESDAY, 1), until: addDays(TUESDAY, 2) },
    ])
      await expect(make(wish)).rejects.toMatchObject({
        code: 'conflict',
        details: { reason: 'no_date_left' },
      });
  });

  test('keeps its wall time over both changes of the clocks', async () => {
    const { block, rows } = await managed();
    await block({ from: addDays(today, 1), until: addDays(today, 365), startTime: '18:00' });
    const booked = await rows();
    expect(booked.length).toBeGreaterThan(50);
    expect(new Set(booked.map(({ startsAt }) => localTime(startsAt.getTime(), ZONE)))).toEqual(
      new Set(['18:00']),
    );
    expect(new Set(booked.map(({ startsAt }) => startsAt.getUTCHours()))).toEqual(new Set([16, 17]));
  });

  test('has a conflict where its wall time does not exist, and the first hour where it comes twice', async () => {
    const { block, rows } = await managed();
    const sundays = { weekdays: [7], startTime: '02:30', durationMinutes: 30 };
    await expect(block({ ...sundays, from: '2027-03-21', until: '2027-04-04' })).rejects.toMatchObject({
      details: { dates: [{ date: '2027-03-28', starts_at: null, conflict: { reason: 'dst_gap' } }] },
    });
    await block({ ...sundays, from: '2027-10-24', until: '2027-11-07' });
    expect((await rows()).map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2027-10-24T00:30:00.000Z',
      '2027-10-31T00:30:00.000Z',
      '2027-11-07T01:30:00.000Z',
    ]);
  });

  test('does not book a closed day, which a block may have', async () => {
    const { club, ctx, make, block } = await managed();
    await setSpecialDays(
      ctx,
      club.slug,
      specialDaysSchema.parse({
        revision: 0,
        days: [{ date: TUESDAY, closed: true, holiday: true, windows: [] }],
      }),
    );
    const { dates } = await make({}, true);
    expect(dates[0]?.conflict?.reason).toBe('closed');
    expect((await block()).written?.bookingIds).toHaveLength(4);
  });

  test('ends where its court retires', async () => {
    const { ctx, court, other, make } = await managed();
    await retireCourt(ctx, { courtId: court.id, from: addDays(TUESDAY, 7) });
    dropCatalogue();
    const { dates } = await make({}, true);
    expect(dates.map(({ conflict }) => conflict?.reason ?? null)).toEqual([
      null,
      'retired',
      'retired',
      'retired',
    ]);
    expect(dates[1]?.conflict?.nearestCourtId).toBe(other.id);
  });

  test.each([
    ['more than 53 weeks', { until: addDays(TUESDAY, 372) }, 'until'],
    ['an end before its beginning', { until: addDays(TUESDAY, -1) }, 'until'],
    ['a beginning that is over', { from: addDays(today, -1) }, 'from'],
    ['five hours of play', { durationMinutes: 300 }, 'duration'],
    ['a booking for nobody', { customerId: undefined }, 'customer_id'],
    ['a block for somebody', { kind: 'block' as const }, 'customer_id'],
    [
      'a choice for another date',
      { choices: [{ date: addDays(TUESDAY, 1), choice: 'skip' as const }] },
      'choices',
    ],
  ])('is refused for %s, at its member', async (_what, wish, field) => {
    const { make } = await managed();
    await expect(make(wish)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { [field]: [expect.any(String)] },
    });
  });

  test('is not for the desk', async () => {
    const { club, court } = await managed();
    const desk = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
    const wish = createSeriesSchema.parse({
      courtId: court.id,
      kind: 'block',
      weekdays: [2],
      startTime: '18:00',
      durationMinutes: 90,
      from: TUESDAY,
      until: TUESDAY,
    });
    await expect(createSeries(desk, club.slug, wish)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is taken back whole, with what is owed for it', async () => {
    const { ctx, club, make, rows } = await managed();
    const { written } = await make();
    const booked = await rows();
    await undoAct(ctx, written?.act.id ?? '');
    expect(await rows()).toEqual([]);
    expect((await listSeries(ctx, club.slug)).series).toEqual([]);
    expect(await brokenIn(booked)).toEqual([]);
  });

  test('asked for again under the same key is the first one', async () => {
    const { ctx, club, court, rows } = await managed();
    const wish = createSeriesSchema.parse({
      courtId: court.id,
      kind: 'block',
      weekdays: [2],
      startTime: '18:00',
      durationMinutes: 90,
      from: TUESDAY,
      until: addDays(TUESDAY, 7),
    });
    const keyed = { ...ctx, requestKey: 'again' };
    const first = await createSeries(keyed, club.slug, wish);
    const second = await createSeries(keyed, club.slug, wish);
    expect(second.written?.seriesId).toBe(first.written?.seriesId);
    expect(await rows()).toHaveLength(2);
  });

  test('of eight at once for one court exactly one is booked, whole', async () => {
    const { make, rows } = await managed();
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => make()));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rows()).toHaveLength(4);
  });
});

test('the 29th of February is one of its dates', () => {
  const dates = seriesDates({ weekdays: [2], everyWeeks: 1, from: '2028-02-01', until: '2028-03-31' });
  expect(dates).toContain('2028-02-29');
});

test('8: over the 29th of February and a change of the clocks three conflicts have three ways out', async () => {
  const { ctx, club, court, other, at, rows, customer } = await managed();
  const [moved, later, left] = ['2028-02-22', '2028-02-29', '2028-03-07'] as const;
  for (const date of [moved, later, left])
    await makeReservation({ courtId: court.id, startsAt: at(date, 18), kind: 'block' });
  await makeReservation({ courtId: other.id, startsAt: at(later, 18), kind: 'block' });
  const wish = (choices: readonly object[] = []) =>
    createSeriesSchema.parse({
      courtId: court.id,
      kind: 'booking',
      weekdays: [2],
      startTime: '18:00',
      durationMinutes: 90,
      from: '2028-02-15',
      until: '2028-04-04',
      customerId: customer.id,
      choices,
    });
  const then = { ...ctx, now: new Date('2028-02-01T09:00:00Z') };
  const { dates } = await createSeries({ ...then, preview: true }, club.slug, wish());
  expect(dates.filter(({ conflict }) => conflict !== null).map(({ date }) => date)).toEqual([
    moved,
    later,
    left,
  ]);
  const { written } = await createSeries(
    then,
    club.slug,
    wish([
      { date: moved, choice: 'court', courtId: other.id },
      { date: later, choice: 'time', startTime: '20:30' },
      { date: left, choice: 'skip' },
    ]),
  );
  const made = (await rows()).filter(({ seriesId }) => seriesId === written?.seriesId);
  expect(made.map(({ seriesDate, startsAt }) => [seriesDate, localTime(startsAt.getTime(), ZONE)])).toEqual([
    ['2028-02-15', '18:00'],
    [moved, '18:00'],
    [later, '20:30'],
    ['2028-03-14', '18:00'],
    ['2028-03-21', '18:00'],
    ['2028-03-28', '18:00'],
    ['2028-04-04', '18:00'],
  ]);
  expect(made.map(({ startsAt }) => startsAt.getUTCHours())).toEqual([17, 17, 19, 17, 17, 16, 16]);
});

test('one act holds all rows of a series', async () => {
  const { make } = await managed();
  const { written } = await make();
  const [act] = await db()
    .select()
    .from(acts)
    .where(eq(acts.id, written?.act.id ?? ''));
  expect(act).toMatchObject({ kind: 'book_series', summary: { count: 4, price_minor: 18_000 } });
  expect(act?.changes).toHaveLength(4);
});
