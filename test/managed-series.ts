import { and, eq, inArray } from 'drizzle-orm';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { addDays, firstInstantOf, localDateOf, weekdayOf } from '@/lib/core/time';
import { createSeries } from '@/lib/desk/series/create-series';
import { createSeriesSchema } from '@/lib/desk/series/read-series-wish';
import { makeClub, makeCourt, makeCustomer, makeStaff, makeUser, personContext } from './factories';
import { brokenInvariants } from './invariants';

export const ZONE = 'Europe/Madrid';
export const today = localDateOf(Date.now(), ZONE);
/** The first date of that weekday from a week on. */
const nextOn = (weekday: number) => {
  const week = addDays(today, 7);
  return addDays(week, (weekday - weekdayOf(week) + 7) % 7);
};
/** At least a week ahead. */
export const TUESDAY = nextOn(2);
/** So many Tuesdays from then on. */
export const weekly = (count: number) =>
  Array.from({ length: count }, (_, week) => addDays(TUESDAY, 7 * week));

/** What is wrong with bookings, beside that those of factories have no audit. */
export async function brokenIn(booked: readonly { id: string }[]) {
  const ids = new Set(booked.map(({ id }) => id));
  return (await brokenInvariants()).filter(([, objects]) =>
    [objects].flat().some((id) => id !== undefined && ids.has(id)),
  );
}

type Wish = Partial<Parameters<typeof createSeriesSchema.parse>[0] & object>;

/** A club with a manager, two courts and a customer, and what makes series of its Tuesdays. */
export async function managed(clubOf: Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(clubOf);
  const person = await makeUser();
  await makeStaff(person.id, club.id, 'manager');
  const ctx = personContext(person, { staff: [{ clubId: club.id, role: 'manager' }] });
  const court = await makeCourt({ clubId: club.id });
  const other = await makeCourt({ clubId: club.id });
  const customer = await makeCustomer(club.id);
  const wish = (changes: Wish = {}) =>
    createSeriesSchema.parse({
      courtId: court.id,
      kind: 'booking',
      weekdays: [2],
      startTime: '18:00',
      durationMinutes: 90,
      from: TUESDAY,
      until: addDays(TUESDAY, 21),
      customerId: customer.id,
      ...changes,
    });
  const make = (changes: Wish = {}, preview = false) =>
    createSeries({ ...ctx, preview }, club.slug, wish(changes));
  const block = (changes: Wish = {}) => make({ kind: 'block', customerId: undefined, ...changes });
  const at = (date: string, hour: number) => new Date(firstInstantOf(date, hour * 60, ZONE));
  const rows = () =>
    db()
      .select()
      .from(reservations)
      .where(and(eq(reservations.clubId, club.id), inArray(reservations.status, ['confirmed'])))
      .orderBy(reservations.startsAt);
  return { club, ctx, court, other, customer, make, block, at, rows };
}
