import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { courts, customers, dues, participants } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, isoWithOffset, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { getPlanner } from './get-planner';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hours: number, date = DATE) => new Date(firstInstantOf(date, hours * 60, ZONE));

async function makeBoard(overrides: Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(overrides);
  const court = await makeCourt({ clubId: club.id });
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const book = (values: Parameters<typeof makeReservation>[0]) =>
    makeReservation({ courtId: court.id, clubId: club.id, ...values });
  const plan = (more: { view?: 'day' | 'week'; courtId?: number; date?: string } = {}) =>
    getPlanner(ctx, String(club.id), { date: DATE, view: 'day', ...more });
  return { club, court, ctx, book, plan };
}

test('a day has its courts with their hours, and every booking with who, players and money', async () => {
  const { club, court, book, plan } = await makeBoard();
  const player = await makeUser({ name: 'Eva Ruiz', phone: '+34600111222' });
  const booking = await book({ userId: player.id, startsAt: at(10) });
  await makePayment(booking);
  await db()
    .insert(participants)
    .values({ reservationId: booking.id, position: 0, name: 'Leo', checkedInAt: at(9) });
  const { courts, items, windows } = await plan();
  expect(windows).toEqual([{ startsAt: at(8).getTime(), endsAt: at(23).getTime() }]);
  expect(courts).toMatchObject([{ court: { id: court.id, clubId: club.id }, windows }]);
  expect(items).toEqual([
    {
      id: booking.id,
      courtId: court.id,
      kind: 'booking',
      status: 'confirmed',
      channel: 'online',
      startsAt: at(10).getTime(),
      endsAt: at(11.5).getTime(),
      holdExpiresAt: null,
      revision: 0,
      title: null,
      note: null,
      locked: false,
      checkedInAt: null,
      userId: player.id,
      customerId: null,
      customerName: 'Eva Ruiz',
      customerPhone: '+34600111222',
      players: [{ name: 'Leo', userId: null, checkedInAt: at(9).getTime() }],
      isUntold: false,
      seriesId: null,
      priceMinor: 4500,
      paidMinor: 4500,
      owedMinor: 0,
      currency: 'EUR',
    },
  ]);
});

test('shows holds as owed, dues as owed, and what staff settled as paid', async () => {
  const { club, book, plan } = await makeBoard();
  const staff = await makeUser();
  await book({ status: 'pending', startsAt: at(9) });
  const unpaid = await book({
    startsAt: at(11),
    kind: 'walk_in',
    userId: null,
    guest: { name: 'Ana', email: 'a@b.es' },
  });
  await db()
    .insert(dues)
    .values({
      clubId: club.id,
      reservationId: unpaid.id,
      amountMinor: 3000,
      currency: 'EUR',
      cause: 'desk',
      createdBy: `staff:${staff.id}`,
    });
  await book({ startsAt: at(13), staffSettledBy: staff.id });
  const money = (await plan()).items.map(({ customerName, paidMinor, owedMinor }) => [
    customerName,
    paidMinor,
    owedMinor,
  ]);
  expect(money).toEqual([
    ['Ana Prueba', 0, 4500],
    ['Ana', 0, 3000],
    ['Ana Prueba', 4500, 0],
  ]);
});

test('keeps no-shows, and leaves out what was cancelled or expired, and other clubs', async () => {
  const { book, plan } = await makeBoard();
  const gone = await book({ status: 'no_show', startsAt: at(9) });
  await book({ status: 'cancelled', startsAt: at(11) });
  await book({ status: 'expired', startsAt: at(13) });
  await makeReservation({ startsAt: at(10) });
  expect((await plan()).items.map(({ id }) => id)).toEqual([gone.id]);
});

test('shows what began before the day and runs into it, short and long', async () => {
  const { club, book, plan } = await makeBoard();
  const late = await book({ startsAt: new Date(at(0).getTime() - 30 * 60_000) });
  const second = await makeCourt({ clubId: club.id });
  const works = await makeReservation({
    courtId: second.id,
    clubId: club.id,
    userId: null,
    kind: 'maintenance',
    title: 'Césped nuevo',
    priceMinor: 0,
    startsAt: at(10, addDays(DATE, -2)),
    durationMinutes: 4 * 24 * 60,
  });
  expect((await plan()).items.map(({ id, title }) => [id, title])).toEqual([
    [works.id, 'Césped nuevo'],
    [late.id, null],
  ]);
});

test('a club that closes past midnight has its last hours on the day they belong to', async () => {
  const { book, plan } = await makeBoard({ opensMinute: 600, closesMinute: 26 * 60 });
  const night = await book({ startsAt: at(24.5) });
  const { windows, items } = await plan();
  expect(isoWithOffset(windows[0]?.endsAt ?? 0, ZONE)).toContain(`${addDays(DATE, 1)}T02:00`);
  expect(items.map(({ id }) => id)).toEqual([night.id]);
});

test('a week is seven days of all courts or of one', async () => {
  const { club, court, book, plan } = await makeBoard();
  const other = await makeCourt({ clubId: club.id });
  const last = await book({ startsAt: at(10, addDays(DATE, 6)) });
  await book({ startsAt: at(10, addDays(DATE, 7)) });
  const beside = await makeReservation({ courtId: other.id, clubId: club.id, startsAt: at(12) });
  const week = await plan({ view: 'week' });
  expect(week.items.map(({ id }) => id)).toEqual([beside.id, last.id]);
  expect(week.windows).toHaveLength(7);
  const one = await plan({ view: 'week', courtId: court.id });
  expect(one.items.map(({ id }) => id)).toEqual([last.id]);
  expect(one.courts).toHaveLength(1);
  await expect(plan({ courtId: (await makeCourt()).id })).rejects.toMatchObject({ code: 'not_found' });
});

test('a court that is not sold any more is last, while it has bookings', async () => {
  const { court, book, plan } = await makeBoard();
  await book({ startsAt: at(10) });
  await db().update(courts).set({ deactivatedAt: new Date() }).where(eq(courts.id, court.id));
  dropCatalogue();
  expect((await plan()).courts).toMatchObject([{ court: { id: court.id }, windows: [] }]);
  expect((await plan({ date: addDays(DATE, 1) })).courts).toEqual([]);
});

test.each([
  ['2027-03-28', 23],
  ['2027-10-31', 25],
])('%s has %i hours', async (date, hours) => {
  const { plan } = await makeBoard({ opensMinute: 0, closesMinute: 1440 });
  const [window] = (await plan({ date })).windows;
  expect(((window?.endsAt ?? 0) - (window?.startsAt ?? 0)) / 3_600_000).toBe(hours);
});

test('somebody without an account is shown by the name and number that the desk wrote', async () => {
  const { club, book, plan } = await makeBoard();
  const [customer] = await db()
    .insert(customers)
    .values({ clubId: club.id, name: 'Leo Gil', phone: '+34600333444' })
    .returning();
  await book({ startsAt: at(10), userId: null, customerId: customer?.id });
  expect((await plan()).items).toMatchObject([
    { customerId: customer?.id, userId: null, customerName: 'Leo Gil', customerPhone: '+34600333444' },
  ]);
});
