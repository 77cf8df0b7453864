import { and, asc, eq, sql as raw } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import {
  acts,
  audit,
  clubs,
  courts,
  customers,
  dues,
  notices,
  payments,
  priceRules,
  refunds,
  reservations,
} from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import type { StaffRole } from '@/lib/core/context';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { accountedOf } from '@/lib/ledger/read-figures';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeDue,
  makePayment,
  makeReservation,
  makeTillEntry,
  makeUser,
  personContext,
  type Reservation,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { type MoveBooking, moveBooking } from './move-booking';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hour: number, date = DATE) => new Date(firstInstantOf(date, hour * 60, ZONE));

const reread = async ({ id }: Pick<Reservation, 'id'>) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('the booking is gone');
  return row;
};

const duesOf = ({ id }: Reservation) =>
  db().select().from(dues).where(eq(dues.reservationId, id)).orderBy(asc(dues.createdAt), asc(dues.id));
const openDues = async (booking: Reservation) =>
  (await duesOf(booking))
    .filter(({ settledAt }) => settledAt === null)
    .map(({ cause, amountMinor }) => ({ cause, amountMinor }));

/** A club with a plain court and a dear one, 60 € for 90 minutes instead of 45 €, and a booking at ten. */
async function makeDesk({
  role = 'desk',
  ...overrides
}: { role?: StaffRole } & Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(overrides);
  const [court, dear] = [await makeCourt({ clubId: club.id }), await makeCourt({ clubId: club.id })];
  await db()
    .insert(priceRules)
    .values({
      clubId: club.id,
      position: 0,
      name: { es: 'Cristal', en: 'Glass' },
      courtIds: [dear.id],
      pricePerHourMinor: 4000,
    });
  dropCatalogue();
  const user = await makeUser({ name: 'Marta' });
  const ctx = personContext(user, { staff: [{ clubId: club.id, role }] });
  const book = (values: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      startsAt: at(10),
      listPriceMinor: 4500,
      ...values,
    });
  const move = (booking: Pick<Reservation, 'id' | 'revision'>, wish: Partial<MoveBooking> = {}) =>
    moveBooking(ctx, {
      reservationId: booking.id,
      revision: booking.revision,
      date: DATE,
      startTime: '12:00',
      notify: true,
      ...wish,
    });
  return { club, court, dear, user, ctx, book, move };
}

/** What is paid, owed or waived equals the price. */
const expectAccounted = async (booking: Reservation) => {
  const { priceMinor } = await reread(booking);
  expect(await db().transaction((tx) => accountedOf(tx, booking.id))).toBe(priceMinor);
};

describe('moving a booking', () => {
  test('puts it at its new place, as long as it was, and writes who did it, from where and as which act', async () => {
    const { court, user, book, move } = await makeDesk();
    const booking = await book();
    await makePayment(booking);
    const moved = await move(booking);
    expect(moved).toMatchObject({
      differenceMinor: 0,
      brokenRules: [],
      item: { id: booking.id, revision: 1 },
    });
    const now = await reread(booking);
    expect(now).toMatchObject({
      courtId: court.id,
      startsAt: at(12),
      endsAt: at(13.5),
      priceMinor: 4500,
      revision: 1,
    });
    const [change] = await db().select().from(audit).where(eq(audit.entityId, booking.id));
    expect(change).toMatchObject({
      actor: `staff:${user.id}`,
      fromState: 'confirmed',
      toState: 'confirmed',
      detail: {
        act_id: moved.act.id,
        moved: { from_starts_at: at(10).toISOString(), starts_at: at(12).toISOString(), court_id: court.id },
      },
    });
    const [act] = await db().select().from(acts).where(eq(acts.id, moved.act.id));
    expect(act).toMatchObject({ kind: 'move', changes: [{ id: booking.id, revision: 1 }] });
    await expectAccounted(booking);
  });

  test('makes it longer or shorter, and leaves it where it is', async () => {
    const { court, book, move } = await makeDesk({ movePrice: 'list' });
    const booking = await book();
    await makePayment(booking);
    await move(booking, { startTime: '10:00', durationMinutes: 120 });
    expect(await reread(booking)).toMatchObject({
      courtId: court.id,
      startsAt: at(10),
      endsAt: at(12),
      priceMinor: 6000,
    });
    expect(await openDues(booking)).toEqual([{ cause: 'moved', amountMinor: 1500 }]);
    await expectAccounted(booking);
  });

  test('may overlap where it was itself', async () => {
    const { book, move } = await makeDesk();
    const booking = await book();
    await move(booking, { startTime: '10:30' });
    expect(await reread(booking)).toMatchObject({ startsAt: at(10.5), endsAt: at(12) });
  });

  test('to an hour that comes twice takes the second where the first is taken', async () => {
    const { book, move } = await makeDesk({ opensMinute: 0, closesMinute: 1440 });
    const [date, first] = ['2027-10-31', new Date('2027-10-31T00:30:00Z')];
    const wish = { date, startTime: '02:30', durationMinutes: 60, price: 'keep' } as const;
    const booking = await book();
    await move(booking, wish);
    expect((await reread(booking)).startsAt).toEqual(first);
    const other = await book({ startsAt: at(14) });
    await move(other, wish);
    expect((await reread(other)).startsAt).toEqual(new Date('2027-10-31T01:30:00Z'));
  });

  test('takes the place of a hold that ran out', async () => {
    const { book, move } = await makeDesk();
    const lapsed = await book({
      startsAt: at(12),
      status: 'pending',
      holdExpiresAt: new Date(Date.now() - 1000),
    });
    await move(await book());
    expect(await reread(lapsed)).toMatchObject({ status: 'expired' });
  });

  test('to where it is already is refused', async () => {
    const { book, move } = await makeDesk();
    expect(await refusalOf(move(await book(), { startTime: '10:00' }))).toMatchObject({ code: 'conflict' });
  });

  test('lets its cancellation count by the better of both starts', async () => {
    const { book, move } = await makeDesk();
    const booking = await book();
    await move(booking, { date: addDays(DATE, -1) });
    expect((await reread(booking)).policyStartsAt).toEqual(at(10));
    await move(await reread(booking), { date: addDays(DATE, 2) });
    expect((await reread(booking)).policyStartsAt).toBeNull();
    await move(await reread(booking), { date: addDays(DATE, 1) });
    expect((await reread(booking)).policyStartsAt).toEqual(at(12, addDays(DATE, 2)));
  });

  test('shows what it would do without doing it', async () => {
    const { ctx, dear, book } = await makeDesk();
    const booking = await book();
    await makePayment(booking);
    const wish = {
      reservationId: booking.id,
      revision: 0,
      courtId: dear.id,
      date: DATE,
      startTime: '12:00',
      notify: true,
    };
    const seen = await moveBooking({ ...ctx, preview: true }, { ...wish, price: 'list' });
    expect(seen).toMatchObject({
      differenceMinor: 1500,
      item: { courtId: dear.id, owedMinor: 1500, revision: 1 },
    });
    expect(await reread(booking)).toEqual(booking);
    expect(await duesOf(booking)).toEqual([]);
  });
});

test('a repeat of a request that was done before its process died is the first move', async () => {
  const { ctx, dear, book } = await makeDesk({ role: 'manager' });
  const booking = await book();
  await makeDue(booking);
  const wish = { reservationId: booking.id, revision: 0, courtId: dear.id, date: DATE, startTime: '05:00' };
  const request = { ...ctx, requestKey: 'a-click' };
  const first = await moveBooking(request, { ...wish, price: 'list', notify: true });
  expect(first).toMatchObject({ differenceMinor: 1500, brokenRules: ['closed'] });
  expect(await moveBooking(request, { ...wish, price: 'list', notify: true })).toEqual(first);
  const other = { ...ctx, requestKey: 'another' };
  expect(await refusalOf(moveBooking(other, { ...wish, notify: true }))).toMatchObject({ code: 'conflict' });
});

describe('a price that changes', () => {
  test('is asked about, unless the club has decided', async () => {
    const { club, dear, book, move } = await makeDesk();
    const booking = await book();
    expect(await refusalOf(move(booking, { courtId: dear.id }))).toMatchObject({
      code: 'conflict',
      details: { difference: { amount: '15.00', currency: 'EUR' } },
    });
    await db().update(clubs).set({ movePrice: 'keep' }).where(eq(clubs.id, club.id));
    dropCatalogue();
    expect(await move(booking, { courtId: dear.id })).toMatchObject({ differenceMinor: 0 });
  });

  test('is kept on wish, and says why it is not the list price', async () => {
    const { dear, book, move } = await makeDesk();
    const booking = await book();
    await makePayment(booking);
    await move(booking, { courtId: dear.id, price: 'keep' });
    expect(await reread(booking)).toMatchObject({
      priceMinor: 4500,
      listPriceMinor: 6000,
      priceReason: 'moved',
      priceBreakdown: [{ minutes: 90, amountMinor: 6000 }],
    });
    expect(await duesOf(booking)).toEqual([]);
    await expectAccounted(booking);
  });

  test('an agreed price stays where the list price is the same', async () => {
    const { book, move } = await makeDesk();
    const booking = await book({ priceMinor: 3000, priceReason: 'Vale' });
    await move(booking);
    expect(await reread(booking)).toMatchObject({
      priceMinor: 3000,
      listPriceMinor: 4500,
      priceReason: 'Vale',
    });
  });

  test('is owed where it rises, after what the club owes', async () => {
    const { dear, book, move } = await makeDesk();
    const booking = await book();
    await makeTillEntry(booking, { amountMinor: 5000 });
    await makeDue(booking, { amountMinor: -500, cause: 'correction' });
    await move(booking, { courtId: dear.id, price: 'list' });
    expect(await openDues(booking)).toEqual([{ cause: 'moved', amountMinor: 1000 }]);
    await expectAccounted(booking);
  });

  test('is asked for by a link once the act can no longer be undone, and never when it is undone', async () => {
    const { book, move, dear, ctx } = await makeDesk();
    const booking = await book({ userId: (await makeUser()).id });
    await makePayment(booking);
    const { act } = await move(booking, { courtId: dear.id, price: 'list', settle: 'link' });
    const [due] = await duesOf(booking);
    const asked = () =>
      db()
        .select({ objectId: notices.objectId, status: notices.status, actId: notices.actId })
        .from(notices)
        .where(and(eq(notices.reservationId, booking.id), eq(notices.kind, 'payment_due')));
    expect(await asked()).toEqual([{ objectId: due?.id, status: 'pending', actId: act.id }]);
    await undoAct(ctx, act.id);
    expect(await asked()).toMatchObject([{ status: 'suppressed' }]);
    expect(await openDues(booking)).toEqual([]);
  });

  test('is not asked for by a link of somebody without an address, and then nothing moves', async () => {
    const { book, move, dear, club } = await makeDesk();
    const { id: customerId } = await makeCustomer(club.id, { email: null, phone: null });
    const booking = await book({ userId: null, customerId });
    const refusal = { code: 'invalid_input', details: { reason: 'no_address' } };
    await expect(move(booking, { courtId: dear.id, price: 'list', settle: 'link' })).rejects.toMatchObject(
      refusal,
    );
    expect(await reread(booking)).toMatchObject({ courtId: booking.courtId, revision: booking.revision });
    const { differenceMinor } = await move(booking, { courtId: dear.id, price: 'keep', settle: 'link' });
    expect(differenceMinor).toBe(0);
  });

  test('ends what is still owed where it falls, the oldest first', async () => {
    const { court, dear, book, move } = await makeDesk();
    const booking = await book({ courtId: dear.id, priceMinor: 6000, listPriceMinor: 6000 });
    const due = await makeDue(booking);
    const { act } = await move(booking, { courtId: court.id, price: 'list' });
    const [first, rest] = await duesOf(booking);
    expect(first).toMatchObject({ id: due.id, settledAt: expect.any(Date) });
    expect(rest).toMatchObject({ splitOf: due.id, amountMinor: 4500, cause: 'desk', settledAt: null });
    const [written] = await db().select().from(acts).where(eq(acts.id, act.id));
    expect(written?.changes).toMatchObject([
      { entity: 'reservation' },
      { entity: 'due', id: due.id, before: { open: true }, after: { open: false } },
      { entity: 'due', id: rest?.id, before: null, after: { open: true } },
    ]);
    await expectAccounted(booking);
  });

  test('goes back by card first, once the act can no longer be undone, and the rest at the desk', async () => {
    const { court, dear, book, move } = await makeDesk();
    const booking = await book({ courtId: dear.id, priceMinor: 6000, listPriceMinor: 6000 });
    const payment = await makePayment(booking, { amountMinor: 1000 });
    await makeTillEntry(booking, { amountMinor: 5000 });
    const { act, item } = await move(booking, { courtId: court.id, price: 'list' });
    const [refund] = await db().select().from(refunds).where(eq(refunds.paymentId, payment.id));
    expect(refund).toMatchObject({
      status: 'requested',
      cause: 'moved',
      amountMinor: 1000,
      notBefore: act.undoUntil,
      actId: act.id,
    });
    expect(await openDues(booking)).toEqual([{ cause: 'moved', amountMinor: -500 }]);
    expect(item).toMatchObject({ priceMinor: 4500, owedMinor: -500 });
    await expectAccounted(booking);
  });

  test('does not fall by more than is left of what was paid', async () => {
    const { court, dear, book, move } = await makeDesk();
    const booking = await book({ courtId: dear.id, priceMinor: 6000, listPriceMinor: 6000 });
    const payment = await makePayment(booking);
    const refund = { amountMinor: 5500, currency: 'EUR', cause: 'staff', requestedBy: 'staff:x' } as const;
    await db()
      .insert(refunds)
      .values({ paymentId: payment.id, ...refund });
    const refused = await refusalOf(move(booking, { courtId: court.id, price: 'list' }));
    expect(refused).toMatchObject({ code: 'conflict', details: { reason: 'nothing_left' } });
    expect(await reread(booking)).toEqual(booking);
    await move(booking, { courtId: court.id, price: 'keep' });
  });

  test('is typed by who may set prices alone, with the reason', async () => {
    const price = { amount: '20.00', reason: 'Lluvia' };
    const desk = await makeDesk();
    expect(await refusalOf(desk.move(await desk.book(), { price }))).toMatchObject({ code: 'forbidden' });
    const { book, move } = await makeDesk({ role: 'manager' });
    const booking = await book();
    await makePayment(booking);
    await move(booking, { startTime: '10:00', price });
    expect(await reread(booking)).toMatchObject({
      priceMinor: 2000,
      listPriceMinor: 4500,
      priceReason: 'Lluvia',
      revision: 1,
    });
    await expectAccounted(booking);
  });

  test('counts the extras, and the category that the customer has now', async () => {
    const { club, book, move } = await makeDesk({ movePrice: 'list' });
    const member = { clubId: club.id, position: 2, name: { es: 'S', en: 'M' }, category: 'socio' };
    await db().update(priceRules).set({ position: 9 }).where(raw`club_id = ${club.id} and position = 1`);
    await db()
      .insert(priceRules)
      .values({ ...member, pricePerHourMinor: 2000 });
    dropCatalogue();
    const extra = { code: 'racket', name: { es: 'Pala', en: 'Racket' }, quantity: 1, amountMinor: 300 };
    const booking = await book({ extras: [extra], priceMinor: 4800, listPriceMinor: 4800 });
    await makeDue(booking);
    await db().insert(customers).values({ clubId: club.id, userId: booking.userId, category: 'socio' });
    await move(booking);
    expect(await reread(booking)).toMatchObject({ priceMinor: 3300, listPriceMinor: 3300 });
  });

  test('is refused where the club has none, but for a typed one', async () => {
    const { club, book, move } = await makeDesk({ role: 'manager' });
    await db().delete(priceRules).where(raw`club_id = ${club.id} and position = 1`);
    dropCatalogue();
    const booking = await book();
    await makeDue(booking);
    for (const price of [undefined, 'keep', 'list'] as const) {
      expect(await refusalOf(move(booking, { price }))).toMatchObject({
        code: 'not_bookable',
        details: { reason: 'no_price' },
      });
    }
    await move(booking, { price: { amount: '30.00', reason: 'Torneo' } });
    expect(await reread(booking)).toMatchObject({
      priceMinor: 3000,
      listPriceMinor: null,
      priceReason: 'Torneo',
    });
    await expectAccounted(booking);
  });
});

describe('a move is refused', () => {
  test('with the booking as it is, who changed it and when, before any rule, when it changed since it was seen', async () => {
    const { book, move } = await makeDesk();
    const booking = await book();
    await move(booking);
    const refused = await refusalOf(move(booking, { startTime: '05:00' }));
    expect(refused).toMatchObject({
      code: 'conflict',
      details: {
        current: { id: booking.id, revision: 1, starts_at: expect.stringContaining('T12:00:00+') },
        changed_by: { name: 'Marta' },
        changed_at: expect.stringMatching(/Z$/),
      },
    });
  });

  test('where somebody else is, with other places', async () => {
    const { book, move } = await makeDesk();
    const booking = await book();
    await book({ startsAt: at(12) });
    const refused = await refusalOf(move(booking, { startTime: '12:30' }));
    expect(refused).toMatchObject({ code: 'slot_taken', details: { alternatives: expect.any(Array) } });
    expect(refused.details?.alternatives).toHaveLength(3);
  });

  test('in closed hours by the desk, while a manager may, and it is written down', async () => {
    const desk = await makeDesk();
    expect(await refusalOf(desk.move(await desk.book(), { startTime: '05:00' }))).toMatchObject({
      code: 'not_bookable',
      details: { reason: 'closed' },
    });
    const { book, move } = await makeDesk({ role: 'manager' });
    const booking = await book();
    expect((await move(booking, { startTime: '05:00' })).brokenRules).toEqual(['closed']);
    const [change] = await db().select().from(audit).where(eq(audit.entityId, booking.id));
    expect(change?.detail).toMatchObject({ broken_rules: ['closed'] });
  });

  test.each<[string, Partial<Reservation>, Partial<MoveBooking>, object]>([
    ['locked', {}, {}, { code: 'not_bookable', details: { reason: 'locked' } }],
    ['cancelled', { status: 'cancelled' }, {}, { code: 'conflict' }],
    ['held', { status: 'pending' }, {}, { code: 'conflict' }],
    ['played and put ahead', { status: 'completed' }, {}, { code: 'conflict' }],
    [
      'over four hours',
      {},
      { durationMinutes: 270 },
      { code: 'invalid_input', fields: { duration: expect.anything() } },
    ],
    [
      'an hour that the clocks leave out',
      {},
      { date: '2027-03-28', startTime: '02:30' },
      { details: { reason: 'dst_gap' } },
    ],
  ])('%s', async (what, state, wish, expected) => {
    const { user, book, move } = await makeDesk();
    const locked = what === 'locked' && { lockedAt: new Date(), lockedBy: user.id };
    const held = state.status === 'pending' && { holdExpiresAt: new Date(Date.now() + 60_000) };
    expect(await refusalOf(move(await book({ ...state, ...locked, ...held }), wish))).toMatchObject(expected);
  });

  test('to a court of another club, and by whoever has no role there', async () => {
    const { book, move } = await makeDesk();
    const foreign = await makeCourt();
    expect(await refusalOf(move(await book(), { courtId: foreign.id }))).toMatchObject({ code: 'not_found' });
    const other = await makeReservation();
    expect(await refusalOf(move(other))).toMatchObject({ code: 'not_found' });
  });
});

test('a block has no price and minds neither hours nor grid, and the desk leaves it within a day', async () => {
  const { book, move } = await makeDesk();
  const block = await book({ kind: 'block', userId: null, priceMinor: 0, listPriceMinor: 0 });
  const moved = await move(block, { startTime: '05:10', durationMinutes: 20 * 60 });
  expect(moved).toMatchObject({ differenceMinor: 0, brokenRules: [] });
  expect(await refusalOf(move(await reread(block), { durationMinutes: 25 * 60 }))).toMatchObject({
    code: 'forbidden',
  });
});

test('a booking on a court that is not sold any more can leave it, or change there', async () => {
  const { club, court, dear, book, move } = await makeDesk({ movePrice: 'keep' });
  const booking = await book();
  await db().update(courts).set({ deactivatedAt: new Date() }).where(eq(courts.id, court.id));
  dropCatalogue();
  await move(booking, { startTime: '10:30' });
  await move(await reread(booking), { courtId: dear.id });
  expect(await reread(booking)).toMatchObject({ clubId: club.id, courtId: dear.id });
});

test('a played booking is corrected within the past', async () => {
  const { dear, book, move } = await makeDesk({ movePrice: 'keep' });
  const yesterday = addDays(localDateOf(Date.now(), ZONE), -1);
  const booking = await book({ status: 'completed', startsAt: at(10, yesterday) });
  const moved = await move(booking, { date: yesterday, courtId: dear.id });
  expect(moved.brokenRules).toEqual(['in_past']);
});

test('a payment that is open online is closed when what is owed changes, and not before', async () => {
  const { dear, book, move } = await makeDesk();
  const booking = await book();
  await makeDue(booking);
  const { id } = await makePayment(booking, { status: 'pending' });
  const isClosing = async () =>
    (await db().select().from(payments).where(eq(payments.id, id)))[0]?.cancelRequestedAt !== null;
  await move(booking);
  expect(await isClosing()).toBe(false);
  await move({ id: booking.id, revision: 1 }, { courtId: dear.id, price: 'list' });
  expect(await isClosing()).toBe(true);
});

test('what is due at the game is due at its new time', async () => {
  const { book, move } = await makeDesk();
  const booking = await book();
  const atGame = await makeDue(booking, { amountMinor: 4000, dueBy: at(10) });
  const sooner = await makeDue(booking, { amountMinor: 500, dueBy: at(9) });
  await move(booking);
  expect(await duesOf(booking)).toMatchObject([
    { id: atGame.id, dueBy: at(12) },
    { id: sooner.id, dueBy: at(9) },
  ]);
});

test('nobody is told of a price alone', async () => {
  const { book, move } = await makeDesk({ role: 'manager' });
  const booking = await book();
  await makeDue(booking);
  await move(booking, { startTime: '10:00', price: { amount: '40.00', reason: 'Vale' } });
  expect(await db().$count(notices, eq(notices.reservationId, booking.id))).toBe(0);
});
