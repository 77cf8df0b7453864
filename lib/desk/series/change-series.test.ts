import { and, eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { dues, notices, refunds, reservations } from '@/db/schema';
import { addDays, localDateOf, localTime } from '@/lib/core/time';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { makePayment, makeReservation, makeTillEntry } from '@/test/factories';
import { brokenIn, managed, TUESDAY, weekly, ZONE } from '@/test/managed-series';
import { changeSeries } from './change-series';
import { endSeries } from './end-series';
import { listSeries } from './list-series';
import { seriesChangesSchema } from './series-changes';

describe('a change of a series', () => {
  const changes = (wanted: Parameters<typeof seriesChangesSchema.parse>[0]) =>
    seriesChangesSchema.parse(wanted);
  const timesOf = (rows: readonly { startsAt: Date }[]) =>
    rows.map(
      ({ startsAt }) => `${localDateOf(startsAt.getTime(), ZONE)} ${localTime(startsAt.getTime(), ZONE)}`,
    );

  test('of this and the following moves those alone, doubles none, and is taken back', async () => {
    const { ctx, club, make, rows } = await managed();
    const { written } = await make();
    const [, , third = ''] = weekly(4);
    const seriesId = written?.seriesId ?? '';
    const meant = { seriesId, revision: 0, scope: 'following', date: third } as const;
    const { act, items } = await changeSeries(ctx, meant, changes({ startTime: '20:00' }));
    expect(items).toHaveLength(2);
    const [a, b, c, d] = weekly(4);
    expect(timesOf(await rows())).toEqual([`${a} 18:00`, `${b} 18:00`, `${c} 20:00`, `${d} 20:00`]);
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([
      { left: 4, startMinute: 1200, revision: 1 },
    ]);
    await undoAct(ctx, act.id);
    expect(timesOf(await rows())).toEqual(weekly(4).map((date) => `${date} 18:00`));
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([{ startMinute: 1080, revision: 2 }]);
    expect(await brokenIn(await rows())).toEqual([]);
  });

  test('by half an hour moves over its own places', async () => {
    const { ctx, make, rows } = await managed();
    const { written } = await make();
    const meant = { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' } as const;
    await changeSeries(ctx, meant, changes({ startTime: '18:30' }));
    expect(timesOf(await rows())).toEqual(weekly(4).map((date) => `${date} 18:30`));
  });

  test('names the dates that cannot be moved and moves none', async () => {
    const { ctx, court, make, at, rows } = await managed();
    const { written } = await make();
    const [, second = ''] = weekly(4);
    await makeReservation({ courtId: court.id, startsAt: at(second, 20) });
    const meant = { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' } as const;
    await expect(changeSeries(ctx, meant, changes({ startTime: '20:00' }))).rejects.toMatchObject({
      code: 'conflict',
      details: { dates: [{ date: second, reason: 'taken' }] },
    });
    expect(await rows()).toHaveLength(5);
  });

  test('to other weekdays moves each date within its week, with the pattern, and is taken back', async () => {
    const { ctx, club, make, rows } = await managed();
    const { written } = await make({ weekdays: [2, 4], until: addDays(TUESDAY, 9) });
    const seriesId = written?.seriesId ?? '';
    const [, following = ''] = weekly(2);
    const before = timesOf(await rows());
    const { act } = await changeSeries(
      ctx,
      { seriesId, revision: 0, scope: 'following', date: following },
      changes({ weekdays: [7, 4] }),
    );
    expect(timesOf(await rows())).toEqual([
      `${TUESDAY} 18:00`,
      `${addDays(TUESDAY, 2)} 18:00`,
      `${addDays(TUESDAY, 9)} 18:00`,
      `${addDays(TUESDAY, 12)} 18:00`,
    ]);
    expect((await rows()).map(({ seriesDate }) => seriesDate)).toContain(addDays(TUESDAY, 12));
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([
      { weekdays: [4, 7], untilDate: addDays(TUESDAY, 12), revision: 1 },
    ]);
    await undoAct(ctx, act.id);
    expect(timesOf(await rows())).toEqual(before);
    expect((await rows()).map(({ seriesDate }) => seriesDate)).not.toContain(addDays(TUESDAY, 12));
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([
      { weekdays: [2, 4], untilDate: addDays(TUESDAY, 9) },
    ]);
    expect(await brokenIn(await rows())).toEqual([]);
  });

  test('to another weekday for one date leaves the pattern, which it comes back to', async () => {
    const { ctx, club, make, rows } = await managed();
    const { written } = await make();
    const seriesId = written?.seriesId ?? '';
    await changeSeries(
      ctx,
      { seriesId, revision: 0, scope: 'this', date: TUESDAY },
      changes({ weekdays: [3] }),
    );
    expect(timesOf(await rows())[0]).toBe(`${addDays(TUESDAY, 1)} 18:00`);
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([{ weekdays: [2] }]);
    await changeSeries(ctx, { seriesId, revision: 1, scope: 'all' }, changes({ startTime: '19:00' }));
    expect(timesOf(await rows())[0]).toBe(`${TUESDAY} 19:00`);
  });

  test('to several weekdays of one date is refused at its member', async () => {
    const { ctx, make } = await managed();
    const { written } = await make();
    const meant = {
      seriesId: written?.seriesId ?? '',
      revision: 0,
      scope: 'this',
      date: TUESDAY,
    } as const;
    await expect(changeSeries(ctx, meant, changes({ weekdays: [1, 2] }))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { weekdays: [expect.any(String)] },
    });
  });

  test('of title and note names the dates meant anew, moves and tells nothing, and is taken back', async () => {
    const { ctx, club, make, rows } = await managed();
    const { written } = await make({ title: 'Liga' });
    const seriesId = written?.seriesId ?? '';
    const [, , third = ''] = weekly(4);
    const { act } = await changeSeries(
      ctx,
      { seriesId, revision: 0, scope: 'following', date: third },
      changes({ title: 'Liga femenina', note: 'Bolas nuevas' }),
    );
    const named = async () => (await rows()).map(({ title, note }) => [title, note]);
    expect(await named()).toEqual([
      ['Liga', null],
      ['Liga', null],
      ['Liga femenina', 'Bolas nuevas'],
      ['Liga femenina', 'Bolas nuevas'],
    ]);
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([
      { title: 'Liga femenina', note: 'Bolas nuevas' },
    ]);
    expect(await db().select().from(notices).where(eq(notices.actId, act.id))).toEqual([]);
    await undoAct(ctx, act.id);
    expect(await named()).toEqual(Array.from({ length: 4 }, () => ['Liga', null]));
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([{ title: 'Liga', note: null }]);
  });

  test('of time and title is one act, and may take the title away', async () => {
    const { ctx, make, rows } = await managed();
    const { written } = await make({ title: 'Liga' });
    const seriesId = written?.seriesId ?? '';
    const meant = { seriesId, revision: 0, scope: 'all' } as const;
    const { act } = await changeSeries(ctx, meant, changes({ startTime: '19:00', title: null }));
    expect((await rows()).map(({ title }) => title)).toEqual([null, null, null, null]);
    await undoAct(ctx, act.id);
    expect((await rows()).map(({ title }) => title)).toEqual(['Liga', 'Liga', 'Liga', 'Liga']);
    expect(timesOf(await rows())).toEqual(weekly(4).map((date) => `${date} 18:00`));
  });

  test('to a lower price settles each date by how it was paid, and is taken back', async () => {
    const { ctx, make, rows } = await managed();
    const { written } = await make();
    const [byCard, atDesk] = await rows();
    if (!byCard || !atDesk) throw new Error('the series has four dates');
    const paid = inArray(dues.reservationId, [byCard.id, atDesk.id]);
    await db().update(dues).set({ settledAt: new Date() }).where(paid);
    await makePayment(byCard);
    await makeTillEntry(atDesk);
    const owed = async () => {
      const open = await db()
        .select()
        .from(dues)
        .where(and(eq(dues.clubId, byCard.clubId), IS_OPEN));
      return (await rows()).map(({ id }) =>
        open.filter((due) => due.reservationId === id).map(({ amountMinor }) => amountMinor),
      );
    };
    const meant = { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' } as const;
    const price = { amount: '30.00', reason: 'Oferta' };
    const { act } = await changeSeries(ctx, meant, changes({ price }));
    expect((await rows()).map(({ priceMinor, priceReason }) => [priceMinor, priceReason])).toEqual(
      Array.from({ length: 4 }, () => [3000, 'Oferta']),
    );
    expect(await owed()).toEqual([[], [-1500], [3000], [3000]]);
    expect(await db().select().from(refunds).where(eq(refunds.actId, act.id))).toMatchObject([
      { amountMinor: 1500, cause: 'moved' },
    ]);
    expect(await brokenIn(await rows())).toEqual([]);
    await undoAct(ctx, act.id);
    expect(await owed()).toEqual([[], [], [4500], [4500]]);
    expect(await brokenIn(await rows())).toEqual([]);
  });

  test('of one who saw an older one is refused', async () => {
    const { ctx, make } = await managed();
    const { written } = await make();
    const meant = { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' } as const;
    await changeSeries(ctx, meant, changes({ startTime: '18:30' }));
    await expect(changeSeries(ctx, meant, changes({ startTime: '19:00' }))).rejects.toMatchObject({
      code: 'conflict',
      details: { current: { revision: 1 }, changed_by: { name: 'Ana Prueba' } },
    });
  });
});

describe('the end of a series', () => {
  test('from a date on cancels that and the following, and can be taken back', async () => {
    const { ctx, club, make, rows } = await managed();
    const { written } = await make();
    const [, , third = ''] = weekly(4);
    const meant = {
      seriesId: written?.seriesId ?? '',
      revision: 0,
      scope: 'following',
      date: third,
    } as const;
    const { act, items } = await endSeries(ctx, meant);
    expect(items.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(await rows()).toHaveLength(2);
    expect((await listSeries(ctx, club.slug)).series).toMatchObject([{ left: 2 }]);
    await undoAct(ctx, act.id);
    expect(await rows()).toHaveLength(4);
    expect(await brokenIn(await rows())).toEqual([]);
  });

  test('of one date leaves the others, and there is no second end of it', async () => {
    const { ctx, make, rows } = await managed();
    const { written } = await make();
    const seriesId = written?.seriesId ?? '';
    await endSeries(ctx, { seriesId, revision: 0, scope: 'this', date: TUESDAY });
    expect(await rows()).toHaveLength(3);
    await expect(
      endSeries(ctx, { seriesId, revision: 1, scope: 'this', date: TUESDAY }),
    ).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'no_date_left' },
    });
  });

  test('of all leaves those whose players have arrived', async () => {
    const { ctx, make, rows } = await managed();
    const { written } = await make();
    const [first] = await rows();
    await db()
      .update(reservations)
      .set({ checkedInAt: new Date(), checkedInBy: ctx.actor.kind === 'person' ? ctx.actor.userId : null })
      .where(eq(reservations.id, first?.id ?? ''));
    await endSeries(ctx, { seriesId: written?.seriesId ?? '', revision: 0, scope: 'all' });
    expect((await rows()).map(({ id }) => id)).toEqual([first?.id]);
  });
});
