import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { clubs, notices, slotAlerts } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { holdSlot } from '@/lib/reservations/hold-slot';
import { anonymousContext, makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { makeWaitedFor, onItsClock, takeTurns, WAITED } from '@/test/waiting-list';
import { listSlotAlerts } from './list-slot-alerts';
import { waitAtClub } from './wait-at-club';

const sandbox = useSandbox({ providers: ['resend'] });

const offersOf = async ({ offers }: Awaited<ReturnType<typeof makeWaitedFor>>) =>
  (await offers()).map(({ userId, hold }) => [userId, hold.courtId, hold.startsAt]);

const noticesOf = (user: User) => db().select().from(notices).where(eq(notices.userId, user.id));

describe('whoever waits at one club', () => {
  test('is listed with the club, the times and the courts that will do', async () => {
    const { club, city, taken, waitHere } = await makeWaitedFor({ courts: 2 });
    const court = taken[1]?.court;
    const user = await waitHere({ from: '19:10', until: '20:40', courtIds: [court?.id ?? 0] });
    expect(await listSlotAlerts(personContext(user))).toMatchObject([
      {
        city,
        club: { slug: club.slug, name: club.name, courts: [court?.name] },
        date: WAITED.date,
        time: '19:30',
        until: '20:30',
        turns: 'all',
        ahead: 0,
      },
    ]);
  });

  test('asks once for the same, and again for another court', async () => {
    const { club, taken } = await makeWaitedFor({ courts: 2 });
    const ctx = personContext(await makeUser());
    const { date, durationMinutes } = WAITED;
    const wish = { clubId: club.id, date, durationMinutes, from: '19:00', until: '21:00' };
    for (const courtIds of [[], [], [taken[0]?.court.id ?? 0]]) await waitAtClub(ctx, { ...wish, courtIds });
    expect(await listSlotAlerts(ctx)).toHaveLength(2);
  });

  test.each<[string, Partial<Parameters<typeof waitAtClub>[1]>]>([
    ['is closed', { from: '03:00', until: '04:00' }],
    ['has no start', { from: '20:07', until: '20:20' }],
    ['would run backwards', { from: '21:00', until: '20:00' }],
    ['sells no such length', { durationMinutes: 75 }],
    ['has no such court', { courtIds: [999_999] }],
  ])('is refused where the club %s', async (_why, wish) => {
    const { waitHere } = await makeWaitedFor();
    await expect(waitHere(wish)).rejects.toMatchObject({ code: 'not_bookable' });
  });

  test('is refused without an account', async () => {
    const { club } = await makeWaitedFor();
    const { date, durationMinutes } = WAITED;
    const wish = { clubId: club.id, date, durationMinutes, from: '20:00', until: '20:00', courtIds: [] };
    await expect(waitAtClub(anonymousContext(), wish)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a start that frees', () => {
  test('between two times is offered, and the answer keeps that start alone', async () => {
    const world = await makeWaitedFor();
    const { court, booker } = world.taken[0] ?? {};
    await makeReservation({
      courtId: court?.id ?? 0,
      userId: booker?.id ?? '',
      startsAt: onItsClock('18:30'),
    });
    const user = await world.waitHere({ from: '18:00', until: '21:00' });
    await world.taken[0]?.free();
    await takeTurns();
    expect(await offersOf(world)).toEqual([[user.id, court?.id, onItsClock('20:00')]]);
    const [alert] = await db().select().from(slotAlerts).where(eq(slotAlerts.userId, user.id));
    expect(alert).toMatchObject({ startsAt: onItsClock('20:00'), untilStartsAt: null });
  });

  test('at another court than the one that will do is offered to the next', async () => {
    const world = await makeWaitedFor({ courts: 2 });
    const [first, other] = world.taken;
    await world.waitHere({ courtIds: [other?.court.id ?? 0] });
    const second = await world.waitHere();
    await first?.free();
    await takeTurns();
    expect(await offersOf(world)).toEqual([[second.id, first?.court.id, onItsClock('20:00')]]);
  });

  test('at another club of the city is not told', async () => {
    const here = await makeWaitedFor({ waitingList: 'everybody' });
    const there = await makeWaitedFor({ waitingList: 'everybody', city: here.city });
    const user = await here.waitHere();
    await there.taken[0]?.free();
    await takeTurns();
    expect(await noticesOf(user)).toEqual([]);
    await here.taken[0]?.free();
    await takeTurns();
    expect(await noticesOf(user)).toMatchObject([{ kind: 'slot_freed' }]);
  });

  test('is offered in the order of the list to who waits at the club and in its city', async () => {
    const world = await makeWaitedFor({ courts: 2 });
    const [inCity, here] = [await world.wait(), await world.waitHere()];
    const alerts = await listSlotAlerts(personContext(here));
    expect(alerts).toMatchObject([{ ahead: 1 }]);
    for (const { free } of world.taken) await free();
    await takeTurns();
    expect((await world.offers()).map(({ userId }) => userId)).toEqual([inCity.id, here.id]);
  });

  test('is kept for who waits for a while around it, and sold to others where their court is another', async () => {
    const world = await makeWaitedFor({ courts: 2 });
    const [first, other] = world.taken;
    await world.waitHere({ from: '19:00', until: '21:00', courtIds: [first?.court.id ?? 0] });
    for (const { free } of world.taken) await free();
    const at = (courtId: number | undefined) => ({
      courtId: courtId ?? 0,
      date: WAITED.date,
      startTime: WAITED.time,
      durationMinutes: WAITED.durationMinutes,
      participants: [],
      extras: [],
    });
    const stranger = personContext(await makeUser());
    await expect(holdSlot(stranger, at(first?.court.id))).rejects.toMatchObject({ code: 'slot_taken' });
    expect(await holdSlot(stranger, at(other?.court.id))).toMatchObject({ currency: 'EUR' });
  });

  test('is told by a mail with the club, the start and the way to its page', async () => {
    const world = await makeWaitedFor({ waitingList: 'everybody' });
    const user = await world.waitHere({ from: '20:00', until: '21:00' });
    await makeReservation({
      courtId: world.taken[0]?.court.id ?? 0,
      startsAt: new Date(onItsClock('20:00').getTime() + 90 * 60_000),
    });
    await world.taken[0]?.free();
    await takeTurns();
    for (const { id } of await noticesOf(user))
      expect(await deliverNotice(systemContext('test'), id)).toBe('sent');
    const [mail] = await messagesTo(sandbox(), user.email);
    expect(mail?.subject).toContain(world.club.name);
    expect(mail?.text).toContain(`/clubs/${world.club.slug}?date=${WAITED.date}&time=20%3A00&duration=90`);
  });

  test('at a club that is gone from the lists is not told', async () => {
    const world = await makeWaitedFor({ waitingList: 'everybody' });
    const user = await world.waitHere();
    await db().update(clubs).set({ salesPausedAt: new Date() }).where(eq(clubs.id, world.club.id));
    dropCatalogue();
    await world.taken[0]?.free();
    await takeTurns();
    expect(await noticesOf(user)).toEqual([]);
  });
});
