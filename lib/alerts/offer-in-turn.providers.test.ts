import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, categories, clubs, courts, customers, liveEvents, notices, users } from '@/db/schema';
import { eraseUser } from '@/lib/accounts/erase-user';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { holdSlot } from '@/lib/reservations/hold-slot';
import { releaseHold } from '@/lib/reservations/release-hold';
import { startPayment } from '@/lib/payments/start-payment';
import { settlePayment } from '@/lib/payments/settle-payment';
import { inDays, readBooking } from '@/test/bookings';
import { makeCourt, makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { lapse, makeWaitedFor, onItsClock, takeTurns, WAITED } from '@/test/waiting-list';
import { sendSlotAlerts } from './send-slot-alerts';

const sandbox = useSandbox({ providers: ['resend', 'twilio', 'stripe'] });
const job = () => systemContext('test');

const toldOf = (user: User) =>
  db()
    .select({
      id: notices.id,
      kind: notices.kind,
      channel: notices.channel,
      reservationId: notices.reservationId,
    })
    .from(notices)
    .where(eq(notices.userId, user.id))
    .orderBy(notices.channel);

const kindsOf = async (user: User) => (await toldOf(user)).map(({ kind }) => kind);

const forget = (set: Partial<typeof clubs.$inferInsert>, clubId: number) =>
  db().update(clubs).set(set).where(eq(clubs.id, clubId)).then(dropCatalogue);

describe('a start that frees at a club that offers in turn', () => {
  test('is held a quarter of an hour for whoever waited longest, and nobody else hears of it', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const [first, second] = [await wait(), await wait()];
    await taken[0]?.free();
    const before = Date.now();
    expect(await takeTurns()).toBe(1);
    const [offer, ...others] = await offers();
    expect(others).toEqual([]);
    expect(offer).toMatchObject({
      userId: first.id,
      hold: {
        userId: first.id,
        status: 'payment_pending',
        priceMinor: 4500,
        listPriceMinor: 4500,
        channel: 'online',
      },
    });
    const heldMs = (offer?.hold.holdExpiresAt?.getTime() ?? 0) - before;
    expect(Math.round(heldMs / MINUTE_MS)).toBe(15);
    expect(await kindsOf(first)).toEqual(['waitlist_offer']);
    expect(await kindsOf(second)).toEqual([]);
    const live = await db().select().from(liveEvents).where(eq(liveEvents.userId, first.id));
    expect(live).toMatchObject([{ type: 'waitlist.offer', data: { reservation_id: offer?.hold.id } }]);
    const [made] = await db()
      .select()
      .from(audit)
      .where(eq(audit.entityId, offer?.hold.id ?? ''));
    expect(made).toMatchObject({ toState: 'payment_pending', detail: { offered_for: offer?.alertId } });
    const hold = holdSlot(personContext(second), {
      courtId: taken[0]?.court.id ?? 0,
      date: WAITED.date,
      startTime: WAITED.time,
      durationMinutes: 90,
      participants: [],
      extras: [],
    });
    await expect(hold).rejects.toMatchObject({ code: 'slot_taken' });
  });

  test('is told by mail and by text, with the time until which it is held and the way to it', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const user = await wait(await makeUser({ locale: 'en', phone: '+34600111333' }));
    await taken[0]?.free();
    await takeTurns();
    const told = await toldOf(user);
    expect(told.map(({ channel }) => channel)).toEqual(['email', 'sms']);
    for (const { id } of told) expect(await deliverNotice(job(), id)).toBe('sent');
    const [offer] = await offers();
    const [mail] = await messagesTo(sandbox(), user.email);
    expect(mail?.subject).toMatch(/^Your turn: the court is held for you until \d\d:\d\d/);
    const [text] = await messagesTo(sandbox(), '+34600111333');
    for (const message of [mail, text]) expect(message?.text).toContain(`/en/checkout/${offer?.hold.id}`);
  });

  test('is not offered at night, and to whoever waited longest in the morning', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const [first, second] = [await wait(), await wait()];
    await taken[0]?.free();
    for (const [time, daysBefore] of [
      ['23:00', 1],
      ['02:30', 0],
      ['07:59', 0],
    ] as const)
      expect(await sendSlotAlerts({ ...job(), now: onItsClock(time, daysBefore) })).toBe(0);
    expect(await offers()).toEqual([]);
    expect(await sendSlotAlerts({ ...job(), now: onItsClock('08:00') })).toBe(1);
    expect((await offers()).map(({ userId }) => userId)).toEqual([first.id]);
    expect(await kindsOf(second)).toEqual([]);
  });

  test('is not told once the offer is over', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const user = await wait();
    await taken[0]?.free();
    await takeTurns();
    for (const offer of await offers()) await lapse(offer);
    const [notice] = await toldOf(user);
    expect(await deliverNotice(job(), notice?.id ?? '')).toBe('suppressed');
  });

  test.each(['before', 'after'])(
    'goes to the next %s a job has ended the hold that lapsed, and never back',
    async (when) => {
      const { taken, wait, offers } = await makeWaitedFor();
      const [first, second] = [await wait(), await wait()];
      await taken[0]?.free();
      await takeTurns();
      for (const offer of await offers()) await lapse(offer);
      if (when === 'after') await expireHolds(job());
      await takeTurns();
      expect((await offers()).map(({ userId }) => userId)).toEqual([first.id, second.id]);
      const [, offer] = await offers();
      if (offer) await lapse(offer);
      // Both had their turn, so the first, who asks again, hears of it like everybody.
      await wait(first);
      await takeTurns();
      expect(await offers()).toHaveLength(2);
      expect((await kindsOf(first)).toSorted()).toEqual(['slot_freed', 'waitlist_offer']);
    },
  );

  test('goes to the next when it is let go', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const [first, second] = [await wait(), await wait()];
    await taken[0]?.free();
    await takeTurns();
    const [offer] = await offers();
    await releaseHold(personContext(first), { reservationId: offer?.hold.id ?? '' });
    await takeTurns();
    expect((await offers()).map(({ userId, hold }) => [userId, hold.status])).toEqual([
      [first.id, 'cancelled'],
      [second.id, 'payment_pending'],
    ]);
  });

  test('is booked by whoever pays it, and nobody is offered it any more', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const [first, second] = [await wait(), await wait()];
    await taken[0]?.free();
    await takeTurns();
    const [offer] = await offers();
    const reservationId = offer?.hold.id ?? '';
    const { paymentIntentId } = await startPayment(personContext(first), { reservationId });
    await payIntent(sandbox(), paymentIntentId);
    await settlePayment(job(), paymentIntentId);
    expect(await readBooking(reservationId)).toMatchObject({ status: 'confirmed' });
    await takeTurns();
    expect(await offers()).toHaveLength(1);
    expect(await kindsOf(second)).toEqual([]);
  });

  test('of two courts goes to the first two', async () => {
    const { taken, wait, offers } = await makeWaitedFor({ courts: 2 });
    const people = [await wait(), await wait(), await wait()];
    for (const { free } of taken) await free();
    await takeTurns();
    expect((await offers()).map(({ userId }) => userId)).toEqual([people[0]?.id, people[1]?.id]);
  });

  test('goes to who waits for what fits: that start, that length', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    await wait(undefined, { time: '20:30' });
    await wait(undefined, { durationMinutes: 120 });
    const fits = await wait();
    await makeReservation({
      courtId: taken[0]?.court.id ?? 0,
      startsAt: new Date((taken[0]?.booking.startsAt.getTime() ?? 0) + 90 * MINUTE_MS),
      durationMinutes: 60,
    });
    await taken[0]?.free();
    await takeTurns();
    expect((await offers()).map(({ userId }) => userId)).toEqual([fits.id]);
  });
});

describe('whoever may not have the court is passed over', () => {
  type World = Awaited<ReturnType<typeof makeWaitedFor>>;

  test.each<[string, (world: World, user: User) => Promise<unknown>]>([
    ['blocked at the club', ({ club }, { id: userId }) => block(club.id, userId)],
    [
      'suspended',
      (_world, { id }) => db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, id)),
    ],
    ['with four courts on hold', (_world, { id }) => holdFour(id)],
    ['at the limit of their category', (world, { id }) => limit(world, id)],
    ['with an open offer of that time elsewhere', (_world, user) => offerElsewhere(user)],
  ])('%s', async (_title, make) => {
    const world = await makeWaitedFor();
    const [barred, next] = [await world.wait(), await world.wait()];
    await make(world, barred);
    dropCatalogue();
    await world.taken[0]?.free();
    await takeTurns();
    expect((await world.offers()).map(({ userId }) => userId)).toEqual([next.id]);
    expect(await kindsOf(barred)).not.toContain('slot_freed');
  });

  const block = (clubId: number, userId: string) =>
    db()
      .insert(customers)
      .values({ clubId, userId, name: 'Ana', blockedAt: new Date(), blockReason: 'deudas' });

  async function holdFour(userId: string) {
    const { id: courtId } = await makeCourt();
    for (const hour of [8, 10, 12, 14])
      await makeReservation({
        courtId,
        userId,
        status: 'payment_pending',
        startsAt: new Date(Date.parse(`${inDays(3)}T00:00:00Z`) + hour * HOUR_MS),
        holdExpiresAt: new Date(Date.now() + HOUR_MS),
      });
  }

  async function limit({ club: { id: clubId }, taken }: World, userId: string) {
    const name = { es: 'Socios', en: 'Members' };
    const startsAt = new Date((taken[0]?.booking.startsAt.getTime() ?? 0) + DAY_MS);
    await makeReservation({ courtId: taken[0]?.court.id ?? 0, userId, startsAt });
    await db().insert(categories).values({ clubId, code: 'member', name, position: 1, maxUpcoming: 1 });
    await db().insert(customers).values({ clubId, userId, name: 'Ana', category: 'member' });
  }

  async function offerElsewhere(user: User) {
    const other = await makeWaitedFor();
    await other.wait(user);
    await other.taken[0]?.free();
    await takeTurns();
    expect(await other.offers()).toHaveLength(1);
  }

  test('and hears of it like everybody when nobody else waits', async () => {
    const { club, taken, wait, offers } = await makeWaitedFor();
    const barred = await wait();
    await block(club.id, barred.id);
    await taken[0]?.free();
    await takeTurns();
    expect(await offers()).toEqual([]);
    expect(await kindsOf(barred)).toEqual(['slot_freed']);
  });

  test('and an erased account waits no longer', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const [erased, next] = [await wait(), await wait()];
    await eraseUser(personContext(erased), { email: erased.email });
    await taken[0]?.free();
    await takeTurns();
    expect((await offers()).map(({ userId }) => userId)).toEqual([next.id]);
  });
});

describe('everybody who waits is told, and nothing is held', () => {
  test('while the club does not offer in turn', async () => {
    const { club, taken, wait, offers } = await makeWaitedFor();
    const people = [await wait(), await wait()];
    await forget({ waitingList: 'everybody' }, club.id);
    await taken[0]?.free();
    expect(await takeTurns()).toBe(2);
    expect(await offers()).toEqual([]);
    for (const user of people) expect(await kindsOf(user)).toEqual(['slot_freed']);
  });

  test('when too little time is left before the start', async () => {
    const { taken, wait, offers } = await makeWaitedFor();
    const people = [await wait(), await wait()];
    await taken[0]?.free();
    const startsAt = taken[0]?.booking.startsAt.getTime() ?? 0;
    const late = { ...job(), now: new Date(startsAt - 2 * HOUR_MS - 4 * MINUTE_MS) };
    expect(await sendSlotAlerts(late)).toBe(2);
    expect(await offers()).toEqual([]);
    for (const user of people) expect(await kindsOf(user)).toEqual(['slot_freed']);
  });

  test('at night, when the morning is too late to wait for answers', async () => {
    const { taken, wait, offers } = await makeWaitedFor({ time: '10:00' });
    const people = [await wait(), await wait()];
    await taken[0]?.free();
    expect(await sendSlotAlerts({ ...job(), now: onItsClock('05:00') })).toBe(2);
    expect(await offers()).toEqual([]);
    for (const user of people) expect(await kindsOf(user)).toEqual(['slot_freed']);
  });

  test('of a court at another club of the city, while one is offered to whoever waited longest', async () => {
    const { city, taken, wait, offers } = await makeWaitedFor();
    const other = await makeWaitedFor({ waitingList: 'everybody', city });
    const [first, second] = [await wait(), await wait()];
    for (const { free } of [...taken, ...other.taken]) await free();
    await takeTurns();
    expect((await offers()).map(({ userId }) => userId)).toEqual([first.id]);
    expect(await kindsOf(second)).toEqual(['slot_freed']);
  });
});

test('a club that closed offers nothing', async () => {
  const { club, taken, wait, offers } = await makeWaitedFor();
  await wait();
  await taken[0]?.free();
  await forget({ salesPausedAt: new Date() }, club.id);
  expect(await takeTurns()).toBe(0);
  expect(await offers()).toEqual([]);
});

test('a court that was closed is not offered', async () => {
  const { taken, wait, offers } = await makeWaitedFor();
  await wait();
  await taken[0]?.free();
  await db()
    .update(courts)
    .set({ deactivatedAt: new Date() })
    .where(eq(courts.id, taken[0]?.court.id ?? 0));
  expect(await takeTurns()).toBe(0);
  expect(await offers()).toEqual([]);
});

test('an offer that is not answered does not count as a court let go unpaid', async () => {
  const { taken, wait, offers } = await makeWaitedFor();
  const user = await wait();
  await taken[0]?.free();
  await takeTurns();
  for (const offer of await offers()) await lapse(offer);
  await expireHolds(job());
  const slot = {
    courtId: taken[0]?.court.id ?? 0,
    date: WAITED.date,
    startTime: WAITED.time,
    durationMinutes: 90,
    participants: [],
    extras: [],
  };
  // Two of their own holds may end unpaid. The third is refused.
  for (let times = 0; times < 2; times += 1) {
    const { reservationId } = await holdSlot(personContext(user), slot);
    await releaseHold(personContext(user), { reservationId });
  }
  await expect(holdSlot(personContext(user), slot)).rejects.toMatchObject({ code: 'rate_limited' });
});
