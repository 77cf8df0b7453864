import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNotNull, sql as raw } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { customers, notices, reservations, visitorHolds } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { takeCourt } from '@/lib/payments/book-court';
import { inDays, lapse } from '@/test/bookings';
import {
  anonymousContext,
  makeClub,
  makeCourt,
  makeCustomer,
  makeStaff,
  makeUser,
  personContext,
  visitorContext,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { withoutLocks } from '@/test/without-locks';
import { claimBooking } from './claim-booking';
import { expireHolds } from '../expire-holds';
import { giveGuest } from './give-guest';
import { type HoldSlot, holdSlot, holdSlotSchema } from '../hold-slot';
import { releaseHold } from '../release-hold';
import { getReservation, listReservations } from '../reservation-details';

const wish = (courtId: number, overrides: Partial<HoldSlot> = {}): HoldSlot => ({
  ...holdSlotSchema.parse({ courtId, date: inDays(2), startTime: '10:00', durationMinutes: 90 }),
  ...overrides,
});

const ANA = () => ({ name: 'Ana Visita', email: `ana-${randomUUID()}@example.com` });

async function heldByVisitor(overrides: Partial<HoldSlot> = {}) {
  const court = await makeCourt();
  const ctx = visitorContext();
  const { reservationId } = await holdSlot(ctx, wish(court.id, overrides));
  return { court, ctx, reservationId };
}

const rowOf = async (id: string) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('this reservation exists');
  return row;
};

const openAt = (clubId: number) =>
  db().$count(
    reservations,
    and(
      eq(reservations.clubId, clubId),
      isNotNull(reservations.visitorId),
      inArray(reservations.status, ['payment_pending', 'pending']),
    ),
  );

describe('a visitor without an account', () => {
  test('holds a court at its price, which nobody but their browser sees', async () => {
    const { ctx, reservationId } = await heldByVisitor();
    expect(await rowOf(reservationId)).toMatchObject({
      status: 'payment_pending',
      userId: null,
      customerId: null,
      guest: null,
      priceMinor: 4500,
    });
    expect((await getReservation(ctx, reservationId)).id).toBe(reservationId);
    expect((await listReservations(ctx, { when: 'upcoming', page: 1, pageSize: 10 })).count).toBe(1);
    for (const other of [visitorContext(), anonymousContext()])
      expect((await refusalOf(getReservation(other, reservationId))).code).toBe('unauthenticated');
    const stranger = personContext(await makeUser());
    expect((await refusalOf(getReservation(stranger, reservationId))).code).toBe('not_found');
  });

  test('keeps no address in the clear', async () => {
    const { ctx, reservationId } = await heldByVisitor();
    const [from] = await db()
      .select()
      .from(visitorHolds)
      .where(eq(visitorHolds.reservationId, reservationId));
    expect(from?.address).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(from)).not.toContain(ctx.address);
  });

  test('holds one court at a time, and another once the first is released', async () => {
    const { court, ctx, reservationId } = await heldByVisitor();
    const other = wish(court.id, { startTime: '16:00' });
    const refused = await refusalOf(holdSlot(ctx, other));
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'open_hold' } });
    expect(refused.retryAfterSeconds).toBeGreaterThan(500);
    await releaseHold(ctx, { reservationId });
    await holdSlot(ctx, other);
  });

  test('names no other account as a player', async () => {
    const [court, friend] = await Promise.all([makeCourt(), makeUser()]);
    const refused = await refusalOf(
      holdSlot(visitorContext(), wish(court.id, { participants: [friend.id] })),
    );
    expect(refused).toMatchObject({ code: 'invalid_input', fields: { 'participants.0': expect.anything() } });
  });

  test('books nothing without the cookie that a page gives', async () => {
    const court = await makeCourt();
    expect((await refusalOf(holdSlot(anonymousContext(), wish(court.id)))).code).toBe('unauthenticated');
  });
});

describe('many visitors', () => {
  test('hold at most six courts from one address, where somebody with an account still holds', async () => {
    const address = `10.1.${randomUUID()}`;
    const courts = await Promise.all(Array.from({ length: 8 }, () => makeCourt()));
    const [seventh, eighth] = courts.splice(6);
    for (const court of courts) await holdSlot(visitorContext({ address }), wish(court.id));
    const refused = await refusalOf(holdSlot(visitorContext({ address }), wish(seventh?.id ?? 0)));
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'visitors_here' } });
    await holdSlot(visitorContext(), wish(seventh?.id ?? 0));
    await holdSlot({ ...personContext(await makeUser()), address }, wish(eighth?.id ?? 0));
  });

  test('hold at most thirty in an hour from one address, released or not', async () => {
    const address = `10.2.${randomUUID()}`;
    const court = await makeCourt();
    const ctx = visitorContext({ address });
    const { reservationId } = await holdSlot(ctx, wish(court.id));
    await releaseHold(ctx, { reservationId });
    await db().execute(raw`
      insert into reservations (id, club_id, court_id, visitor_id, kind, status, starts_at, ends_at, hold_expires_at,
          currency, refund_policy)
        select gen_random_uuid(), club_id, court_id, visitor_id, 'booking', 'expired', starts_at, ends_at, now(), currency,
          refund_policy from reservations, generate_series(1, 29) where id = ${reservationId}`);
    await db().execute(raw`
      insert into visitor_holds (reservation_id, address) select r.id, h.address from visitor_holds h, reservations r
        where h.reservation_id = ${reservationId} and r.court_id = ${court.id} and r.id <> h.reservation_id`);
    const refused = await refusalOf(
      holdSlot(visitorContext({ address }), wish((await makeCourt()).id, { startTime: '18:00' })),
    );
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'visitors_here' } });
  });

  test('let a start go twice, and it rests for all of them, while somebody with an account takes it', async () => {
    const court = await makeCourt();
    for (let turn = 0; turn < 2; turn += 1) {
      const ctx = visitorContext();
      await releaseHold(ctx, { reservationId: (await holdSlot(ctx, wish(court.id))).reservationId });
    }
    const refused = await refusalOf(holdSlot(visitorContext(), wish(court.id)));
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'start_rests_here' } });
    await holdSlot(visitorContext(), wish(court.id, { startTime: '16:00' }));
    await holdSlot(personContext(await makeUser()), wish(court.id));
  });

  /** A script with a new browser and a new address for each start of two courts. */
  async function hoard() {
    const club = await makeClub();
    const courts = [await makeCourt({ clubId: club.id }), await makeCourt({ clubId: club.id })];
    dropCatalogue();
    const starts = ['08:00', '09:30', '11:00', '12:30', '14:00', '15:30', '17:00', '18:30', '20:00', '21:30'];
    const wishes = courts.flatMap(({ id }) => starts.map((startTime) => wish(id, { startTime })));
    const tried = await Promise.allSettled(wishes.map((wanted) => holdSlot(visitorContext(), wanted)));
    const refused = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason.details?.reason] : []));
    return { wishes, open: await openAt(club.id), refused };
  }

  test('with an address each hold six starts of a club of two courts and no more, and leave the rest to accounts', async () => {
    const { wishes, open, refused } = await hoard();
    expect(open).toBe(6);
    expect(refused).toEqual(Array.from({ length: 14 }, () => 'visitors_at_club'));
    const taken = await Promise.allSettled(
      wishes.map(async (wanted) => holdSlot(personContext(await makeUser()), wanted)),
    );
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(14);
  });

  test('hold more than six at once when nothing counts them one after the other', async () => {
    await withoutLocks(async () => {
      expect((await hoard()).open).toBeGreaterThan(6);
    });
  });
});

describe('saying who books', () => {
  test('keeps the name for the booking, tells nobody and adds nobody to the club’s people', async () => {
    const { ctx, reservationId, court } = await heldByVisitor();
    const ana = ANA();
    await giveGuest(ctx, { reservationId, ...ana });
    expect(await rowOf(reservationId)).toMatchObject({ guest: { ...ana, locale: 'es' }, customerId: null });
    expect(await db().$count(notices, eq(notices.reservationId, reservationId))).toBe(0);
    expect(await db().$count(customers, eq(customers.clubId, court.clubId))).toBe(0);
  });

  test('does not tell whether the address has an account', async () => {
    const known = await makeUser();
    for (const email of [known.email, ANA().email]) {
      const { ctx, reservationId } = await heldByVisitor();
      await giveGuest(ctx, { reservationId, name: 'Quien Sea', email });
      expect(await rowOf(reservationId)).toMatchObject({ userId: null, guest: { email } });
    }
  });

  test('is for the browser that holds the court, while it holds it', async () => {
    const { ctx, reservationId } = await heldByVisitor();
    const ana = { reservationId, ...ANA() };
    expect((await refusalOf(giveGuest(visitorContext(), ana))).code).toBe('not_found');
    await lapse(reservationId);
    expect((await refusalOf(giveGuest(ctx, ana))).code).toBe('conflict');
  });

  test('counts for the mailbox, whichever browsers hold for it, also under a `+` and beside an account', async () => {
    const user = await makeUser({ email: `eva-${randomUUID()}@example.com` });
    await holdSlot(personContext(user), wish((await makeCourt()).id));
    const email = user.email.replace('@', '+club@');
    for (let held = 1; held < 4; held += 1) {
      const { ctx, reservationId } = await heldByVisitor();
      await giveGuest(ctx, { reservationId, name: 'Eva', email });
      await giveGuest(ctx, { reservationId, name: 'Eva Otra Vez', email });
    }
    const { ctx, reservationId } = await heldByVisitor();
    const refused = await refusalOf(giveGuest(ctx, { reservationId, name: 'Eva', email: user.email }));
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'open_holds' } });
  });

  test('counts when the account of that mailbox holds another, until one of them is released', async () => {
    const user = await makeUser({ email: `eva-${randomUUID()}@example.com` });
    const held = [];
    for (let n = 0; n < 4; n += 1) {
      const one = await heldByVisitor();
      await giveGuest(one.ctx, { reservationId: one.reservationId, name: 'Eva', email: user.email });
      held.push(one);
    }
    const wanted = wish((await makeCourt()).id);
    const refused = await refusalOf(holdSlot(personContext(user), wanted));
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'open_holds' } });
    const [first] = held;
    if (!first) throw new Error('there are four');
    await releaseHold(first.ctx, { reservationId: first.reservationId });
    await holdSlot(personContext(user), wanted);
  });

  test('is refused to somebody whom the club has blocked', async () => {
    const { ctx, reservationId, court } = await heldByVisitor();
    const ana = ANA();
    const blocker = await makeUser();
    await makeStaff(blocker.id, court.clubId);
    const block = { blockedAt: new Date(), blockedBy: blocker.id, blockReason: 'no' };
    await makeCustomer(court.clubId, { ...ana, ...block });
    const refused = await refusalOf(giveGuest(ctx, { reservationId, ...ana }));
    expect(refused).toMatchObject({ code: 'not_bookable', details: { reason: 'blocked_customer' } });
  });

  test('confirms a court that costs nothing, which is not taken before', async () => {
    const club = await makeClub({ pricePerHourMinor: 0 });
    const court = await makeCourt({ clubId: club.id });
    dropCatalogue();
    const ctx = visitorContext();
    const { reservationId } = await takeCourt(ctx, wish(court.id));
    expect((await rowOf(reservationId)).status).toBe('payment_pending');
    const ana = ANA();
    await giveGuest(ctx, { reservationId, ...ana });
    const booked = await rowOf(reservationId);
    const [customer] = await db().select().from(customers).where(eq(customers.clubId, club.id));
    expect(booked).toMatchObject({ status: 'confirmed', customerId: customer?.id });
    expect(customer).toMatchObject({ ...ana, userId: null });
    const told = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
    expect(told).toMatchObject([{ kind: 'reservation_confirmation', recipient: ana.email, locale: 'es' }]);
  });

  test('adds whom the club knows by that address to its people only once', async () => {
    const club = await makeClub({ pricePerHourMinor: 0 });
    const ana = ANA();
    const known = await makeCustomer(club.id, { email: ana.email });
    for (const startTime of ['10:00', '12:00']) {
      const court = await makeCourt({ clubId: club.id });
      dropCatalogue();
      const ctx = visitorContext();
      const { reservationId } = await takeCourt(ctx, wish(court.id, { startTime }));
      await giveGuest(ctx, { reservationId, ...ana });
      expect((await rowOf(reservationId)).customerId).toBe(known.id);
    }
  });
});

describe('an account that takes over what its browser booked', () => {
  const signedIn = async (ctx: ReturnType<typeof visitorContext>) => {
    if (ctx.actor.kind !== 'visitor') throw new Error('a visitor');
    const { visitorId, bookings } = ctx.actor;
    const person = personContext(await makeUser());
    if (person.actor.kind !== 'person') throw new Error('a person');
    return { ...person, actor: { ...person.actor, visitor: { visitorId, bookings } } };
  };

  test('has the hold from then on, and the browser without it no longer', async () => {
    const { ctx, reservationId } = await heldByVisitor();
    const person = await signedIn(ctx);
    expect((await getReservation(person, reservationId)).id).toBe(reservationId);
    await claimBooking(person, { reservationId });
    expect(await rowOf(reservationId)).toMatchObject({ userId: person.actor.userId, guest: null });
    expect((await refusalOf(getReservation(ctx, reservationId))).code).toBe('unauthenticated');
    expect((await refusalOf(claimBooking(await signedIn(ctx), { reservationId }))).code).toBe('not_found');
  });

  test('takes no hold that is over, and none of another browser', async () => {
    const { ctx, reservationId } = await heldByVisitor();
    const other = await signedIn(visitorContext());
    expect((await refusalOf(claimBooking(other, { reservationId }))).code).toBe('not_found');
    await lapse(reservationId);
    expect((await refusalOf(claimBooking(await signedIn(ctx), { reservationId }))).code).toBe('conflict');
  });

  test('has at most four holds, those taken over among them', async () => {
    const { ctx, reservationId } = await heldByVisitor();
    const person = await signedIn(ctx);
    for (let held = 0; held < 4; held += 1) await holdSlot(person, wish((await makeCourt()).id));
    const refused = await refusalOf(claimBooking(person, { reservationId }));
    expect(refused).toMatchObject({ code: 'rate_limited', details: { reason: 'open_holds' } });
  });
});

test('a hold that ran out without a name frees its court and tells nobody', async () => {
  const { court, reservationId } = await heldByVisitor();
  await lapse(reservationId);
  await expireHolds({ ...anonymousContext(), actor: { kind: 'system', job: 'test' } });
  expect((await rowOf(reservationId)).status).toBe('expired');
  await holdSlot(visitorContext(), wish(court.id));
  expect(await db().$count(notices, eq(notices.reservationId, reservationId))).toBe(0);
});

test('the link of a mail opens one booking, not the others of that browser', async () => {
  const { ctx, reservationId } = await heldByVisitor();
  const opened = visitorContext({ bookings: [reservationId] });
  expect((await getReservation(opened, reservationId)).id).toBe(reservationId);
  await releaseHold(ctx, { reservationId });
  const second = await holdSlot(ctx, wish((await makeCourt()).id));
  expect((await refusalOf(getReservation(opened, second.reservationId))).code).toBe('unauthenticated');
});

test('a club’s own booking is opened by no visitor, whatever link they have', async () => {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const customer = await makeCustomer(club.id);
  const id = randomUUID();
  await db().execute(raw`
    insert into reservations (id, club_id, court_id, customer_id, kind, status, starts_at, ends_at, currency, refund_policy, confirmed_at)
      select ${id}, ${club.id}, ${court.id}, ${customer.id}, 'booking', 'confirmed', now() + interval '1 day',
        now() + interval '25 hours', 'EUR', refund_policy, now() from clubs where id = ${club.id}`);
  const opened = visitorContext({ bookings: [id] });
  expect((await refusalOf(getReservation(opened, id))).code).toBe('unauthenticated');
  expect((await listReservations(opened, { when: 'upcoming', page: 1, pageSize: 10 })).count).toBe(0);
});
