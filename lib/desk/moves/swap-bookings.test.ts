import { asc, eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, dues, priceRules, reservations } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import {
  makeClub,
  makeCourt,
  makePayment,
  makeReservation,
  makeUser,
  personContext,
  type Reservation,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { type SwapBookings, swapBookings } from './swap-bookings';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hour: number) => new Date(firstInstantOf(DATE, hour * 60, ZONE));

/** A club with a plain court and a dear one, 60 € for 90 minutes instead of 45 €. */
async function makeDesk(overrides: Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(overrides);
  const [court, dear] = [await makeCourt({ clubId: club.id }), await makeCourt({ clubId: club.id })];
  const rule = {
    clubId: club.id,
    position: 0,
    name: { es: 'Cristal', en: 'Glass' },
    pricePerHourMinor: 4000,
  };
  await db()
    .insert(priceRules)
    .values({ ...rule, courtIds: [dear.id] });
  dropCatalogue();
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const book = async (courtId: number, hour: number, values: Parameters<typeof makeReservation>[0] = {}) => {
    const priceMinor = courtId === dear.id ? 6000 : 4500;
    const price = { priceMinor, listPriceMinor: priceMinor };
    const booking = await makeReservation({
      clubId: club.id,
      courtId,
      startsAt: at(hour),
      ...price,
      ...values,
    });
    await makePayment(booking);
    return booking;
  };
  const swap = (a: Reservation, b: Reservation, wish: Partial<SwapBookings> = {}) =>
    swapBookings(ctx, { a: seen(a), b: seen(b), notify: true, ...wish });
  return { club, court, dear, ctx, book, swap };
}

const seen = ({ id, revision }: Reservation) => ({ id, revision });

const places = async (...bookings: readonly Reservation[]) => {
  const ids = bookings.map(({ id }) => id);
  const rows = await db().select().from(reservations).where(inArray(reservations.id, ids));
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    return (
      row && { courtId: row.courtId, startsAt: row.startsAt, endsAt: row.endsAt, revision: row.revision }
    );
  });
};

describe('swapping two bookings', () => {
  test('gives each the court and the start of the other, as one act', async () => {
    const { court, dear, book, swap } = await makeDesk();
    const [a, b] = [await book(court.id, 10), await book(dear.id, 18, { durationMinutes: 60 })];
    const { items, act } = await swap(a, b);
    expect(await places(a, b)).toEqual([
      { courtId: dear.id, startsAt: at(18), endsAt: at(19.5), revision: 1 },
      { courtId: court.id, startsAt: at(10), endsAt: at(11), revision: 1 },
    ]);
    expect(items.map(({ id }) => id).toSorted()).toEqual([a.id, b.id].toSorted());
    const [written] = await db().select().from(acts).where(eq(acts.id, act.id));
    expect(written).toMatchObject({
      kind: 'swap',
      changes: [
        { id: a.id, revision: 1 },
        { id: b.id, revision: 1 },
      ],
    });
  });

  test('works on one court, and where one takes a part of the other’s place', async () => {
    const { court, book, swap } = await makeDesk();
    const [a, b] = [await book(court.id, 10), await book(court.id, 11.5)];
    await swap(a, b);
    expect(await places(a, b)).toMatchObject([{ startsAt: at(11.5) }, { startsAt: at(10) }]);
  });

  test('keeps their prices, unless the list is asked for', async () => {
    const { court, dear, book, swap } = await makeDesk();
    const [a, b] = [await book(court.id, 10), await book(dear.id, 10)];
    await swap(a, b);
    expect(await db().$count(dues, inArray(dues.reservationId, [a.id, b.id]))).toBe(0);
    const [c, d] = [await book(court.id, 18), await book(dear.id, 18)];
    await swap(c, d, { price: 'list' });
    const rows = await db()
      .select()
      .from(reservations)
      .where(inArray(reservations.id, [c.id, d.id]))
      .orderBy(asc(reservations.priceMinor));
    expect(rows).toMatchObject([
      { id: d.id, priceMinor: 4500 },
      { id: c.id, priceMinor: 6000 },
    ]);
    expect(await db().select().from(dues).where(eq(dues.reservationId, c.id))).toMatchObject([
      { amountMinor: 1500, cause: 'moved' },
    ]);
  });

  test('is shown without being done', async () => {
    const { ctx, court, dear, book } = await makeDesk();
    const [a, b] = [await book(court.id, 10), await book(dear.id, 18)];
    const { items } = await swapBookings({ ...ctx, preview: true }, { a: seen(a), b: seen(b), notify: true });
    expect(items).toMatchObject([
      { id: b.id, courtId: court.id },
      { id: a.id, courtId: dear.id },
    ]);
    expect(await places(a, b)).toMatchObject([{ courtId: court.id }, { courtId: dear.id }]);
  });
});

test('a repeat of a request that was done before its process died does not swap them back', async () => {
  const { ctx, court, dear, book } = await makeDesk();
  const [a, b] = [await book(court.id, 10), await book(dear.id, 18)];
  const request = { ...ctx, requestKey: 'a-click' };
  const wish = { a: seen(a), b: seen(b), notify: true };
  const first = await swapBookings(request, wish);
  expect(await swapBookings(request, wish)).toEqual(first);
  expect(await places(a, b)).toMatchObject([{ courtId: dear.id }, { courtId: court.id }]);
});

describe('a swap is refused, and both stay', () => {
  test('when one does not fit', async () => {
    const { court, dear, book, swap } = await makeDesk();
    const [a, b] = [await book(court.id, 10), await book(dear.id, 10, { durationMinutes: 60 })];
    await book(dear.id, 11);
    expect(await refusalOf(swap(a, b))).toMatchObject({ code: 'slot_taken' });
    expect(await places(a, b)).toMatchObject([{ courtId: court.id }, { courtId: dear.id }]);
  });

  test('when they would overlap each other', async () => {
    const { court, book, swap } = await makeDesk();
    const [a, b] = [
      await book(court.id, 10, { durationMinutes: 60 }),
      await book(court.id, 11, { durationMinutes: 120 }),
    ];
    expect(await refusalOf(swap(a, b))).toMatchObject({ code: 'slot_taken' });
  });

  test('when one is stale or locked', async () => {
    const { ctx, court, dear, book, swap } = await makeDesk();
    const [a, b] = [await book(court.id, 10), await book(dear.id, 10)];
    expect(await refusalOf(swap(a, { ...b, revision: 1 }))).toMatchObject({
      code: 'conflict',
      details: { current: { id: b.id } },
    });
    const lockedBy = ctx.actor.kind === 'person' ? ctx.actor.userId : null;
    await db().update(reservations).set({ lockedAt: new Date(), lockedBy }).where(eq(reservations.id, b.id));
    expect(await refusalOf(swap(a, { ...b, revision: 1 }))).toMatchObject({
      code: 'not_bookable',
      details: { reason: 'locked' },
    });
  });

  test('when one is of another club', async () => {
    const { court, book, swap } = await makeDesk();
    expect(await refusalOf(swap(await book(court.id, 10), await makeReservation()))).toMatchObject({
      code: 'not_found',
    });
  });
});
