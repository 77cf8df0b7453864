import { expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { refusalOf } from '@/test/refusal-of';
import { makeClub, makeCourt, makeDue, makeReservation, makeUser, personContext } from '@/test/factories';
import { bookingFilters } from './bookings-where';
import { MOST_CHOSEN } from '@/lib/core/input/chosen-ids';
import { chooseBookings } from './choose-bookings';
import { countBookings } from './count-bookings';
import { z } from 'zod';

const filters = (wanted: Record<string, string> = {}) => z.object(bookingFilters).parse(wanted);

async function makeDesk() {
  const club = await makeClub();
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const desk = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const book = (hours: number, more: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({
      clubId: club.id,
      courtId,
      startsAt: new Date(Date.now() + hours * 3_600_000),
      ...more,
    });
  return { club, desk, book };
}

test('all that some filters find are chosen, by start and of one club', async () => {
  const { club, desk, book } = await makeDesk();
  await makeReservation();
  const [late, early] = [await book(60), await book(40)];
  await makeDue(late);
  expect(await chooseBookings(desk, club.slug, filters())).toEqual([early.id, late.id]);
  expect(await chooseBookings(desk, club.slug, filters({ owed: 'true' }))).toEqual([late.id]);
});

test('more than one act changes are not chosen', async () => {
  const { club, desk, book } = await makeDesk();
  const { id: _, ...first } = await book(24, { status: 'cancelled' });
  const more = (count: number) =>
    db()
      .insert(reservations)
      .values(Array.from({ length: count }, () => ({ ...first, id: crypto.randomUUID() })));
  await more(MOST_CHOSEN - 1);
  expect(await chooseBookings(desk, club.slug, filters())).toHaveLength(MOST_CHOSEN);
  await more(1);
  expect(await chooseBookings(desk, club.slug, filters())).toBeNull();
});

test('several filters are counted in their order', async () => {
  const { club, desk, book } = await makeDesk();
  await makeDue(await book(40));
  await book(60, { status: 'cancelled' });
  const all = [
    filters(),
    filters({ owed: 'true' }),
    filters({ status: 'cancelled' }),
    filters({ q: 'nobody' }),
  ];
  expect(await countBookings(desk, club.slug, all)).toEqual([2, 1, 1, 0]);
});

test('the books and other clubs choose and count nothing', async () => {
  const { club, book } = await makeDesk();
  await book(40);
  const books = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'accountant' }] });
  const foreign = personContext(await makeUser(), {
    staff: [{ clubId: (await makeClub()).id, role: 'owner' }],
  });
  for (const [ctx, code] of [
    [books, 'forbidden'],
    [foreign, 'not_found'],
  ] as const) {
    expect(await refusalOf(chooseBookings(ctx, club.slug, filters()))).toMatchObject({ code });
    expect(await refusalOf(countBookings(ctx, club.slug, [filters()]))).toMatchObject({ code });
  }
});
