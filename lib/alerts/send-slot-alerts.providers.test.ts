import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, categories, customers, liveEvents, notices, priceRules, slotAlerts } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { DAY_MS, instantsOf } from '@/lib/core/time';
import { moveBooking } from '@/lib/desk/moves/move-booking';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { staffOf } from '@/test/at-desk';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt, makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { createSlotAlert } from './create-slot-alert';
import { deleteSlotAlert } from './delete-slot-alert';
import { sendSlotAlerts } from './send-slot-alerts';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });
const job = () => systemContext('test');

const start = { date: inDays(2), time: '20:00', durationMinutes: 90 };
const startsAt = new Date(instantsOf(start.date, 20 * 60, 'Europe/Madrid')[0] ?? 0);

/** A city with one court, which is booked at the start that others want. */
async function makeFullCity() {
  const city = `Ávila ${randomUUID().slice(0, 8)}`;
  const club = await makeClub({ city });
  const court = await makeCourt({ clubId: club.id });
  dropCatalogue();
  const booker = await makeUser();
  const booking = await makeReservation({ courtId: court.id, userId: booker.id, startsAt });
  const free = () => cancelReservation(personContext(booker), { reservationId: booking.id });
  return { city, club, court, booking, free };
}

const elsewhere = { date: inDays(3), startTime: '10:00', price: 'keep', notify: true } as const;

const noticesOf = (user: User) =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.userId, user.id), eq(notices.kind, 'slot_freed')));

async function deliverTo(user: User) {
  for (const { id } of await noticesOf(user)) await deliverNotice(job(), id);
  return messagesTo(sandbox(), user.email);
}

describe('somebody who waits for a court', () => {
  test('is told once when one is cancelled, by a mail that leads to the search and on the open page', async () => {
    const { city, free } = await makeFullCity();
    const user = await makeUser({ locale: 'en' });
    await createSlotAlert(personContext(user), { city: city.toLowerCase(), ...start });
    await free();
    await sendSlotAlerts(job());
    await sendSlotAlerts(job());

    const [mail, ...others] = await deliverTo(user);
    expect(others).toEqual([]);
    expect(mail?.subject).toContain(city);
    const search = new URLSearchParams({ city, date: start.date, time: '20:00', duration: '90' });
    expect(mail?.text).toContain(`/en/courts?${search}`);
    const told = await db().select().from(liveEvents).where(eq(liveEvents.userId, user.id));
    expect(told).toMatchObject([{ type: 'slot.freed' }]);
  });

  test('hears nothing while every court is taken', async () => {
    const { city } = await makeFullCity();
    const user = await makeUser();
    await createSlotAlert(personContext(user), { city, ...start });
    await sendSlotAlerts(job());
    expect(await noticesOf(user)).toEqual([]);
    const [alert] = await db().select().from(slotAlerts).where(eq(slotAlerts.userId, user.id));
    expect(alert?.notifiedAt).toBeNull();
  });

  test('is told of what staff cancelled or moved once they cannot take it back, and not sooner', async () => {
    for (const act of ['cancel', 'move'] as const) {
      const { city, club, booking } = await makeFullCity();
      const user = await makeUser();
      await createSlotAlert(personContext(user), { city, ...start });
      const desk = await staffOf(club.id, 'manager');
      const { id: reservationId, revision } = booking;
      await (act === 'cancel'
        ? cancelReservation(desk, { reservationId })
        : moveBooking(desk, { ...elsewhere, reservationId, revision }));
      await sendSlotAlerts(job());
      expect(await noticesOf(user)).toEqual([]);
      await db().update(acts).set({ undoUntil: new Date() }).where(eq(acts.clubId, club.id));
      await sendSlotAlerts(job());
      expect(await noticesOf(user)).toHaveLength(1);
    }
  });

  test('is told when a hold runs out, before any job has expired it', async () => {
    const { city, court } = await makeFullCity();
    const later = { ...start, time: '10:00' };
    const held = await makeReservation({
      courtId: court.id,
      status: 'pending',
      startsAt: new Date(instantsOf(start.date, 600, 'Europe/Madrid')[0] ?? 0),
      holdExpiresAt: new Date(Date.now() - 1000),
    });
    expect(held.status).toBe('pending');
    const user = await makeUser();
    await createSlotAlert(personContext(user), { city, ...later });
    await sendSlotAlerts(job());
    expect(await noticesOf(user)).toHaveLength(1);
  });

  test('is not told by two runs at once more than once', async () => {
    const { city, free } = await makeFullCity();
    const people = await Promise.all(Array.from({ length: 3 }, () => makeUser()));
    for (const user of people) await createSlotAlert(personContext(user), { city, ...start });
    await free();
    await Promise.all([sendSlotAlerts(job()), sendSlotAlerts(job()), sendSlotAlerts(job())]);
    for (const user of people) {
      expect(await noticesOf(user)).toHaveLength(1);
      expect(await db().select().from(liveEvents).where(eq(liveEvents.userId, user.id))).toHaveLength(1);
    }
  });

  test('is told again after asking again', async () => {
    const { city, free, court } = await makeFullCity();
    const user = await makeUser();
    await createSlotAlert(personContext(user), { city, ...start });
    await free();
    await sendSlotAlerts(job());
    const booker = await makeUser();
    const booking = await makeReservation({ courtId: court.id, userId: booker.id, startsAt });
    await createSlotAlert(personContext(user), { city, ...start });
    await sendSlotAlerts(job());
    expect(await noticesOf(user)).toHaveLength(1);
    await cancelReservation(personContext(booker), { reservationId: booking.id });
    await sendSlotAlerts(job());
    expect(await noticesOf(user)).toHaveLength(2);
  });

  test('is told of what their own category may book', async () => {
    const { city, club, free } = await makeFullCity();
    await db().update(priceRules).set({ category: 'member' }).where(eq(priceRules.clubId, club.id));
    dropCatalogue();
    const [member, guest] = [await makeUser(), await makeUser()];
    await db().insert(customers).values({ clubId: club.id, userId: member.id, category: 'member' });
    for (const user of [member, guest]) await createSlotAlert(personContext(user), { city, ...start });
    await free();
    await sendSlotAlerts(job());
    expect(await noticesOf(member)).toHaveLength(1);
    expect(await noticesOf(guest)).toEqual([]);
  });

  test('is not told while a limit of their category keeps the start from them', async () => {
    const { city, club, free } = await makeFullCity();
    const name = { es: 'Socios', en: 'Members' };
    await db()
      .insert(categories)
      .values({ clubId: club.id, code: 'member', name, position: 1, maxUpcoming: 1 });
    const [busy, idle] = [await makeUser(), await makeUser()];
    for (const { id: userId } of [busy, idle])
      await db().insert(customers).values({ clubId: club.id, userId, name: 'Ana', category: 'member' });
    const court = await makeCourt({ clubId: club.id });
    const other = new Date(startsAt.getTime() + DAY_MS);
    const game = await makeReservation({ courtId: court.id, userId: busy.id, startsAt: other });
    await makeReservation({ courtId: court.id, userId: (await makeUser()).id, startsAt });
    dropCatalogue();
    for (const user of [busy, idle]) await createSlotAlert(personContext(user), { city, ...start });
    await free();
    await sendSlotAlerts(job());
    expect([await noticesOf(busy), await noticesOf(idle)].map(({ length }) => length)).toEqual([0, 1]);
    await cancelReservation(personContext(busy), { reservationId: game.id });
    await sendSlotAlerts(job());
    expect(await noticesOf(busy)).toHaveLength(1);
  });

  test('may wait for a day that only their category can book yet', async () => {
    const club = await makeClub({ city: `Ávila ${randomUUID().slice(0, 8)}`, horizonDays: 1 });
    await makeCourt({ clubId: club.id });
    const name = { es: 'Socios', en: 'Members' };
    await db()
      .insert(categories)
      .values({ clubId: club.id, code: 'member', name, position: 1, horizonDays: 9 });
    const [member, guest] = [await makeUser(), await makeUser()];
    await db()
      .insert(customers)
      .values({ clubId: club.id, userId: member.id, name: 'Ana', category: 'member' });
    dropCatalogue();
    const wish = { city: club.city, ...start };
    await createSlotAlert(personContext(member), wish);
    await expect(createSlotAlert(personContext(guest), wish)).rejects.toMatchObject({ code: 'not_bookable' });
  });

  test('who took it back is not told', async () => {
    const { city, free } = await makeFullCity();
    const user = await makeUser();
    await createSlotAlert(personContext(user), { city, ...start });
    const [alert] = await db().select().from(slotAlerts).where(eq(slotAlerts.userId, user.id));
    await deleteSlotAlert(personContext(user), { alertId: alert?.id ?? '' });
    await free();
    await sendSlotAlerts(job());
    expect(await noticesOf(user)).toEqual([]);
  });

  test('is not told of a start that is gone', async () => {
    const { city, free } = await makeFullCity();
    const user = await makeUser();
    await createSlotAlert(personContext(user), { city, ...start });
    await free();
    await sendSlotAlerts({ ...job(), now: new Date(startsAt.getTime() + 1) });
    expect(await noticesOf(user)).toEqual([]);
    await sendSlotAlerts(job());
    const [notice] = await noticesOf(user);
    const late = { ...job(), now: new Date(startsAt.getTime() + 1) };
    expect(await deliverNotice(late, notice?.id ?? '')).toBe('suppressed');
  });

  test('and cannot be reached gets no call from a club', async () => {
    const { city, free } = await makeFullCity();
    const user = await makeUser({ emailInvalidAt: new Date() });
    await createSlotAlert(personContext(user), { city, ...start });
    await free();
    await sendSlotAlerts(job());
    expect(await noticesOf(user)).toEqual([]);
    expect(await db().select().from(liveEvents).where(eq(liveEvents.userId, user.id))).toHaveLength(1);
  });
});
