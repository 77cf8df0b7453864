import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { customers, priceRules } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeReservation, makeUser, personContext } from '@/test/factories';
import { type QuoteWish, quote } from './quote';

const ZONE = 'Europe/Madrid';
const TODAY = localDateOf(Date.now(), ZONE);
const DATE = addDays(TODAY, 3);

async function makeDesk(overrides: Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(overrides);
  const court = await makeCourt({ clubId: club.id });
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const ask = (wish: Partial<QuoteWish> = {}) =>
    quote(ctx, club.slug, {
      courtId: court.id,
      date: DATE,
      startTime: '10:00',
      durationMinutes: 90,
      ...wish,
    });
  return { club, court, ask };
}

test('a place that players could book has its price and breaks nothing', async () => {
  const { ask } = await makeDesk();
  expect(await ask()).toMatchObject({
    ok: true,
    priceMinor: 4500,
    lines: [{ minutes: 90 }],
    brokenRules: [],
    takenBy: null,
    alternatives: [],
  });
});

test.each<[string, Partial<QuoteWish>, string[]]>([
  ['yesterday', { date: addDays(TODAY, -1) }, ['in_past']],
  ['beyond what is sold', { date: addDays(TODAY, 60) }, ['beyond_horizon']],
  ['a minute without a start', { startTime: '10:10' }, ['off_grid']],
  ['a duration that is not sold', { durationMinutes: 75 }, ['duration_not_sold']],
  ['half an hour after opening', { startTime: '08:30' }, ['leaves_gap']],
  ['closed hours', { startTime: '05:00' }, ['closed']],
  [
    'all at once',
    { date: addDays(TODAY, 60), startTime: '05:00', durationMinutes: 75 },
    ['beyond_horizon', 'duration_not_sold', 'closed'],
  ],
])('%s can be had by staff, and says what it breaks', async (_, wish, broken) => {
  const { ask } = await makeDesk();
  expect(await ask(wish)).toMatchObject({ ok: true, priceMinor: expect.any(Number), brokenRules: broken });
});

test('notice that the club asks for is one rule, and the past another', async () => {
  const { ask } = await makeDesk({ leadMinutes: 7 * 24 * 60 });
  expect((await ask()).brokenRules).toEqual(['too_soon']);
  expect((await ask({ date: addDays(TODAY, -1) })).brokenRules).toEqual(['in_past']);
});

test('a taken place says who has it and what is free instead', async () => {
  const { club, court, ask } = await makeDesk();
  const startsAt = new Date(firstInstantOf(DATE, 10 * 60 + 30, ZONE));
  const taker = await makeReservation({ courtId: court.id, clubId: club.id, startsAt });
  const answer = await ask();
  expect(answer).toMatchObject({ ok: false, priceMinor: 4500, brokenRules: [], takenBy: taker.id });
  expect(answer.alternatives).toHaveLength(3);
});

test('a hold that ran out has no place', async () => {
  const { club, court, ask } = await makeDesk();
  const startsAt = new Date(firstInstantOf(DATE, 10 * 60, ZONE));
  const holdExpiresAt = new Date(Date.now() - 60_000);
  await makeReservation({ courtId: court.id, clubId: club.id, startsAt, status: 'pending', holdExpiresAt });
  expect(await ask()).toMatchObject({ ok: true, takenBy: null });
});

test('a time that the clocks leave out is refused, and one that comes twice is the first that is free', async () => {
  const { club, court, ask } = await makeDesk({ opensMinute: 0, closesMinute: 1440 });
  const gap = { date: '2027-03-28', startTime: '02:30' };
  await expect(ask(gap)).rejects.toMatchObject({ code: 'not_bookable', details: { reason: 'dst_gap' } });
  const twice = { date: '2027-10-31', startTime: '02:00', durationMinutes: 60 };
  const startsAt = new Date('2027-10-31T00:00:00Z');
  await makeReservation({ courtId: court.id, clubId: club.id, startsAt, durationMinutes: 60 });
  expect(await ask(twice)).toMatchObject({ ok: true, takenBy: null });
});

test('a court of another club is not there', async () => {
  const { ask } = await makeDesk();
  await expect(ask({ courtId: (await makeCourt()).id })).rejects.toMatchObject({ code: 'not_found' });
});

test('a place without a price cannot be had, and its price is unknown', async () => {
  const { club, ask } = await makeDesk();
  await db().delete(priceRules).where(eq(priceRules.clubId, club.id));
  dropCatalogue();
  expect(await ask()).toMatchObject({ ok: false, priceMinor: null, brokenRules: ['no_price'] });
});

test('a customer has the price of their category, and a blocked one is a rule', async () => {
  const { club, ask } = await makeDesk();
  const member = { clubId: club.id, position: 0, name: { es: 'Socios', en: 'Members' }, category: 'member' };
  await db()
    .insert(priceRules)
    .values({ ...member, pricePerHourMinor: 2000 });
  dropCatalogue();
  const [customer] = await db()
    .insert(customers)
    .values({
      clubId: club.id,
      name: 'Eva',
      category: 'member',
      blockedAt: new Date(),
      blockReason: 'no paga',
    })
    .returning();
  expect(await ask({ customerId: customer?.id })).toMatchObject({
    ok: true,
    priceMinor: 3000,
    brokenRules: ['blocked_customer'],
  });
  const [stranger] = await db()
    .insert(customers)
    .values({ clubId: (await makeClub()).id, name: 'Leo' })
    .returning();
  await expect(ask({ customerId: stranger?.id })).rejects.toMatchObject({ code: 'not_found' });
});

test('for a booking that would move its own place is free, and the difference is told', async () => {
  const { club, court, ask } = await makeDesk();
  const startsAt = new Date(firstInstantOf(DATE, 10 * 60, ZONE));
  const { id: reservationId } = await makeReservation({ courtId: court.id, clubId: club.id, startsAt });
  const moved = { startTime: '10:30', reservationId };
  expect(await ask(moved)).toMatchObject({ ok: true, priceMinor: 4500, differenceMinor: 0 });
  expect(await ask({ ...moved, durationMinutes: 120 })).toMatchObject({
    priceMinor: 6000,
    differenceMinor: 1500,
  });
  const other = await makeReservation({
    courtId: court.id,
    clubId: club.id,
    startsAt: new Date(firstInstantOf(DATE, 12 * 60, ZONE)),
  });
  expect(await ask({ ...moved, startTime: '11:00' })).toMatchObject({ ok: false, takenBy: other.id });
  expect(await ask({ startTime: '10:30' })).toMatchObject({ differenceMinor: null, takenBy: reservationId });
});

test('a booking of another club is not moved here', async () => {
  const { ask } = await makeDesk();
  const { id: reservationId } = await makeReservation();
  await expect(ask({ reservationId })).rejects.toMatchObject({ code: 'not_found' });
});
