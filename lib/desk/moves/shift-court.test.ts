import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, priceRules, reservations } from '@/db/schema';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeReservation, makeUser, personContext } from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { type ShiftCourt, shiftCourt } from './shift-court';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hour: number) => new Date(firstInstantOf(DATE, hour * 60, ZONE));

async function makeDesk(overrides: Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(overrides);
  const court = await makeCourt({ clubId: club.id });
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const book = (hour: number, values: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      startsAt: at(hour),
      listPriceMinor: 4500,
      ...values,
    });
  const wish = { courtId: court.id, date: DATE, from: '18:00', minutes: 30, notify: true };
  const shift = (wanted: Partial<ShiftCourt> = {}) => shiftCourt(ctx, { ...wish, ...wanted });
  const starts = async () => {
    const rows = await db()
      .select()
      .from(reservations)
      .where(eq(reservations.courtId, court.id))
      .orderBy(asc(reservations.startsAt));
    return rows.map(({ startsAt }) => (startsAt.getTime() - at(0).getTime()) / 3_600_000);
  };
  return { club, court, ctx, book, shift, starts };
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const whyStays = (unfit: Awaited<ReturnType<typeof shiftCourt>>['unfit']) =>
  unfit.map(({ item, reason }) => [item.id, reason]);

describe('shifting a court', () => {
  test('lets what begins from then on begin later, and nothing before, as one act', async () => {
    const { book, shift, starts } = await makeDesk();
    await book(16.5);
    const [a, b] = [await book(18), await book(19.5)];
    const { items, unfit, act } = await shift();
    expect(idsOf(items)).toEqual([a.id, b.id]);
    expect(unfit).toEqual([]);
    expect(await starts()).toEqual([16.5, 18.5, 20]);
    const [written] = await db().select().from(acts).where(eq(acts.id, act.id));
    expect(written).toMatchObject({
      kind: 'shift',
      changes: [
        { id: a.id, revision: 1 },
        { id: b.id, revision: 1 },
      ],
    });
  });

  test('keeps the prices, whatever the list says of the new hours', async () => {
    const { book, shift } = await makeDesk({ movePrice: 'list' });
    const { id } = await book(18, { priceMinor: 3000, listPriceMinor: 3000 });
    const { items } = await shift();
    expect(items).toMatchObject([{ id, priceMinor: 3000 }]);
  });

  test('leaves what would end after closing, and what would run into it', async () => {
    const { book, shift, starts } = await makeDesk();
    const free = await book(18);
    const [before, last] = [await book(20), await book(21.5)];
    const { items, unfit } = await shift();
    expect(idsOf(items)).toEqual([free.id]);
    expect(whyStays(unfit)).toEqual([
      [before.id, 'blocked'],
      [last.id, 'closed'],
    ]);
    expect(await starts()).toEqual([18.5, 20, 21.5]);
  });

  test('leaves what is locked or held by a player', async () => {
    const { ctx, book, shift, starts } = await makeDesk();
    const lockedBy = ctx.actor.kind === 'person' ? ctx.actor.userId : null;
    await book(18, { lockedAt: new Date(), lockedBy });
    await book(20, { status: 'pending' });
    await book(21.5, { durationMinutes: 60 });
    expect((await shift()).unfit.map(({ reason }) => reason)).toEqual(['locked', 'held']);
    expect(await starts()).toEqual([18, 20, 22]);
  });

  test('is shown without being done', async () => {
    const { court, ctx, book, starts } = await makeDesk();
    await book(18);
    const wish = { courtId: court.id, date: DATE, from: '18:00', minutes: 120, notify: true };
    expect((await shiftCourt({ ...ctx, preview: true }, wish)).items).toHaveLength(1);
    expect(await starts()).toEqual([18]);
  });

  test('leaves what was played, is a closure or has no price there', async () => {
    const { club, book, shift } = await makeDesk({ closesMinute: 26 * 60 });
    await db().delete(priceRules).where(eq(priceRules.clubId, club.id));
    await book(18, { kind: 'closure', priceMinor: 0, listPriceMinor: null, userId: null });
    await book(20, { status: 'completed' });
    await book(22);
    await book(24, { kind: 'block', priceMinor: 0, listPriceMinor: null, userId: null, title: 'Liga' });
    const { items, unfit } = await shift();
    expect(items).toMatchObject([{ kind: 'block' }]);
    expect(unfit.map(({ reason }) => reason)).toEqual(['closure', 'played', 'no_price']);
  });

  test('refuses when others than a preview has shown would begin later, with who would now', async () => {
    const { book, shift, starts } = await makeDesk();
    const shown = await book(18);
    const since = await book(20);
    const refused = await refusalOf(shift({ expected: [shown.id] }));
    expect(refused).toMatchObject({
      code: 'conflict',
      details: { bookings: [{ id: shown.id }, { id: since.id }], unfit: [] },
    });
    expect(await starts()).toEqual([18, 20]);
    expect((await shift({ expected: [since.id, shown.id] })).items).toHaveLength(2);
    expect(await starts()).toEqual([18.5, 20.5]);
  });

  test('past midnight belongs to the evening', async () => {
    const { book, shift, starts } = await makeDesk({ closesMinute: 26 * 60 });
    await book(24);
    await shift();
    expect(await starts()).toEqual([24.5]);
  });
});

test('a repeat of a request that was done before its process died shifts nothing again', async () => {
  const { court, ctx, book, starts } = await makeDesk();
  await book(18);
  const last = await book(21.5);
  const request = { ...ctx, requestKey: 'a-click' };
  const wish = { courtId: court.id, date: DATE, from: '18:00', minutes: 30, notify: true };
  const first = await shiftCourt(request, wish);
  expect(first).toMatchObject({ unfit: [{ item: { id: last.id }, reason: 'closed' }] });
  expect(await shiftCourt(request, wish)).toEqual(first);
  expect(await starts()).toEqual([18.5, 21.5]);
});

test('a shift that moves nothing is refused with what stays', async () => {
  const { book, shift } = await makeDesk();
  expect(await refusalOf(shift())).toMatchObject({ code: 'conflict', details: { unfit: [] } });
  const { id } = await book(21.5);
  expect(await refusalOf(shift())).toMatchObject({
    code: 'conflict',
    details: { unfit: [{ id, stays_because: 'closed' }] },
  });
});

test('the court of another club is not found', async () => {
  const { shift } = await makeDesk();
  expect(await refusalOf(shift({ courtId: (await makeCourt()).id }))).toMatchObject({ code: 'not_found' });
});
