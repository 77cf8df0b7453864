import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { clubs, notices, refunds, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { addDays } from '@/lib/core/time';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { moveBooking } from '@/lib/desk/moves/move-booking';
import { settlePayment } from '@/lib/payments/settle-payment';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { staffOf } from '@/test/at-desk';
import { bookAndPay, inDays, lapse, readBooking } from '@/test/bookings';
import { makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { accounted, at, MOVING_DAY, makeDearer, makeMovable, reread } from '@/test/own-moves';
import { refusalOf } from '@/test/refusal-of';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { type MoveOwn, moveOwnBooking, previewOwnMove } from './move-own-booking';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const DATE = MOVING_DAY;
const makeBooked = () => makeMovable(sandbox());
const makeHeld = (change?: Partial<MoveOwn>) => makeDearer(sandbox(), change);

const moved = (id: string) =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.reservationId, id), eq(notices.kind, 'reservation_moved')));
const refundsOf = async (id: string) =>
  (await readBooking(id)).refunds.map(({ cause, amountMinor, status, lateBecause }) => ({
    cause,
    amountMinor,
    status,
    lateBecause,
  }));

describe('a place that costs the same', () => {
  test('is taken at once and told once it cannot be undone', async () => {
    const { reservationId, other, wish, ctx, move } = await makeBooked();
    const seen = { courtId: other.id, differenceMinor: 0, priceMinor: 4500, startsAt: at(12).getTime() };
    expect(await previewOwnMove(ctx, wish({ courtId: other.id }))).toMatchObject(seen);
    const done = await move({ courtId: other.id });
    if (done.is !== 'moved') throw new Error('it costs the same');
    expect(await reread(reservationId)).toMatchObject({
      courtId: other.id,
      startsAt: at(12),
      priceMinor: 4500,
    });
    const told = await moved(reservationId);
    expect(told).toMatchObject([
      { actId: done.act.id, nextAttemptAt: done.act.undoUntil, status: 'pending' },
    ]);
  });

  test('is given back by an undo of its player, of which nobody hears', async () => {
    const { reservationId, court, ctx, move } = await makeBooked();
    const done = await move({ date: addDays(DATE, -1) });
    if (done.is !== 'moved') throw new Error('it costs the same');
    expect((await reread(reservationId)).policyStartsAt).toEqual(at(10));
    const undone = await undoAct({ ...ctx, now: new Date() }, done.act.id);
    expect(undone.items).toEqual([]);
    expect(await reread(reservationId)).toMatchObject({
      courtId: court.id,
      startsAt: at(10),
      policyStartsAt: null,
      policyStartsUntil: null,
    });
    expect((await moved(reservationId)).map(({ status }) => status)).toEqual(['suppressed']);
  });

  test('cannot be undone by another player, or once the desk has moved it, of which the player sees nothing', async () => {
    const { reservationId, club, ctx, move } = await makeBooked();
    const done = await move();
    if (done.is !== 'moved') throw new Error('it costs the same');
    const stranger = personContext(await makeUser());
    expect(await refusalOf(undoAct(stranger, done.act.id))).toMatchObject({ code: 'not_found' });
    const { revision } = await reread(reservationId);
    const desk = await staffOf(club.id);
    const again = {
      reservationId,
      revision,
      date: DATE,
      startTime: '14:00',
      price: 'keep',
      notify: false,
    } as const;
    await moveBooking(desk, again);
    const refused = await refusalOf(undoAct(ctx, done.act.id));
    expect(refused).toMatchObject({ code: 'conflict' });
    expect(refused.details).toBeUndefined();
  });

  test('may overlap where the booking was itself', async () => {
    const { reservationId, move } = await makeBooked();
    await move({ startTime: '10:30' });
    expect(await reread(reservationId)).toMatchObject({ startsAt: at(10.5), endsAt: at(12) });
  });

  test('leaves the better start counting for an hour', async () => {
    const { reservationId, ctx, move } = await makeBooked();
    await move({ date: addDays(DATE, -1) });
    const { policyStartsAt, policyStartsUntil } = await reread(reservationId);
    expect(policyStartsAt).toEqual(at(10));
    const left = (policyStartsUntil?.getTime() ?? 0) - ctx.now.getTime();
    expect(Math.round(left / 60_000)).toBe(60);
  });
});

test('a cheaper place gives the difference back to who paid, once it cannot be undone', async () => {
  const { reservationId, cheap, ctx, move } = await makeBooked();
  const done = await move({ courtId: cheap.id });
  if (done.is !== 'moved') throw new Error('it costs less');
  expect(done.differenceMinor).toBe(-1500);
  const [refund] = (await readBooking(reservationId)).refunds;
  const waits = { actId: done.act.id, notBefore: done.act.undoUntil, status: 'requested' };
  expect(refund).toMatchObject({
    cause: 'moved',
    amountMinor: 1500,
    requestedBy: `user:${ctx.actor.kind === 'person' && ctx.actor.userId}`,
    ...waits,
  });
  expect(await accounted(reservationId)).toBe(3000);
  await undoAct({ ...ctx, now: new Date() }, done.act.id);
  const [recalled] = await db()
    .select()
    .from(refunds)
    .where(eq(refunds.id, refund?.id ?? ''));
  expect(recalled?.status).toBe('recalled');
  expect(await accounted(reservationId)).toBe(4500);
});

describe('a dearer place', () => {
  test('is held, and the booking stays where it is until the difference is paid', async () => {
    const { reservationId, court, dear, hold, differenceMinor } = await makeHeld();
    expect(differenceMinor).toBe(1500);
    expect(await reread(hold)).toMatchObject({
      replaces: reservationId,
      status: 'pending',
      priceMinor: 1500,
    });
    expect(await reread(reservationId)).toMatchObject({
      courtId: court.id,
      startsAt: at(10),
      priceMinor: 4500,
    });
    const rival = await bookAndPay(sandbox(), { courtId: court.id, date: inDays(4) });
    const { reservationId: rivals, ctx } = rival;
    const wish = { reservationId: rivals, courtId: dear.id, date: DATE, startTime: '12:00' };
    expect(await refusalOf(moveOwnBooking(ctx, wish))).toMatchObject({ code: 'slot_taken' });
  });

  test('is the booking’s once the difference is paid, with its money and without its hold', async () => {
    const { reservationId, dear, hold, paymentIntentId } = await makeHeld();
    await payIntent(sandbox(), paymentIntentId);
    expect(await settlePayment(job(), paymentIntentId)).toEqual({ outcome: 'confirmed' });
    expect(await reread(reservationId)).toMatchObject({
      courtId: dear.id,
      startsAt: at(12),
      priceMinor: 6000,
      listPriceMinor: 6000,
      status: 'confirmed',
    });
    expect(await reread(hold)).toMatchObject({ status: 'expired', holdExpiresAt: null });
    expect((await readBooking(reservationId)).payments.map(({ amountMinor }) => amountMinor)).toEqual(
      expect.arrayContaining([4500, 1500]),
    );
    expect(await accounted(reservationId)).toBe(6000);
    expect(await moved(reservationId)).toMatchObject([{ actId: null, status: 'pending' }]);
    expect(await settlePayment(job(), paymentIntentId)).toEqual({ outcome: 'already_settled' });
  });

  test('may overlap where the booking was, as a longer game does', async () => {
    const { reservationId, paymentIntentId } = await makeHeld({
      courtId: undefined,
      startTime: '10:00',
      durationMinutes: 120,
    });
    await payIntent(sandbox(), paymentIntentId);
    await settlePayment(job(), paymentIntentId);
    expect(await reread(reservationId)).toMatchObject({ startsAt: at(10), endsAt: at(12), priceMinor: 6000 });
  });

  test('that is not paid in time is free again, and nothing has changed', async () => {
    const { reservationId, court, hold } = await makeHeld();
    await lapse(hold);
    await expireHolds(job());
    expect(await reread(hold)).toMatchObject({ status: 'expired' });
    expect(await reread(reservationId)).toMatchObject({
      courtId: court.id,
      startsAt: at(10),
      priceMinor: 4500,
    });
  });

  test('ends when its player moves elsewhere, and its money goes back in full', async () => {
    const { reservationId, other, hold, paymentIntentId, move } = await makeHeld();
    await payIntent(sandbox(), paymentIntentId);
    await move({ courtId: other.id, startTime: '14:00' });
    expect(await reread(hold)).toMatchObject({ status: 'cancelled' });
    await settlePayment(job(), paymentIntentId);
    expect(await refundsOf(hold)).toEqual([
      { cause: 'late_payment', amountMinor: 1500, status: 'requested', lateBecause: 'cancelled' },
    ]);
    expect(await reread(reservationId)).toMatchObject({ courtId: other.id, priceMinor: 4500 });
  });

  test('asked for twice is one hold', async () => {
    const { hold, dear, move } = await makeHeld();
    expect(await move({ courtId: dear.id })).toMatchObject({ is: 'held', reservationId: hold });
  });
});

describe('money for the difference that comes late', () => {
  test('moves the booking while the place is free', async () => {
    const { reservationId, dear, hold, paymentIntentId } = await makeHeld();
    await payIntent(sandbox(), paymentIntentId);
    await lapse(hold);
    await expireHolds(job());
    await settlePayment(job(), paymentIntentId);
    expect(await reread(reservationId)).toMatchObject({ courtId: dear.id, priceMinor: 6000 });
    expect(await accounted(reservationId)).toBe(6000);
  });

  test('goes back in full once the place is taken, and the booking stays where it was', async () => {
    const { reservationId, court, dear, club, hold, paymentIntentId } = await makeHeld();
    await payIntent(sandbox(), paymentIntentId);
    await lapse(hold);
    await expireHolds(job());
    await makeReservation({
      clubId: club.id,
      courtId: dear.id,
      startsAt: at(12),
      kind: 'block',
      priceMinor: 0,
    });
    expect(await settlePayment(job(), paymentIntentId)).toEqual({ outcome: 'refunding' });
    const late = { cause: 'late_payment', amountMinor: 1500, status: 'requested' };
    expect(await refundsOf(hold)).toEqual([{ ...late, lateBecause: 'court_taken' }]);
    expect((await readBooking(hold)).notices.map(({ kind }) => kind)).toEqual(['payment_too_late']);
    expect(await reread(reservationId)).toMatchObject({
      courtId: court.id,
      startsAt: at(10),
      priceMinor: 4500,
    });
    expect(await accounted(reservationId)).toBe(4500);
  });

  test('goes back in full when the desk has changed the price meanwhile, and the hold ends', async () => {
    const { reservationId, hold, paymentIntentId } = await makeHeld();
    await payIntent(sandbox(), paymentIntentId);
    await db()
      .update(reservations)
      .set({ priceMinor: 4400, priceReason: 'x' })
      .where(eq(reservations.id, reservationId));
    await settlePayment(job(), paymentIntentId);
    expect(await refundsOf(hold)).toMatchObject([{ amountMinor: 1500, lateBecause: 'booking_changed' }]);
    expect(await reread(hold)).toMatchObject({ status: 'cancelled' });
    await db().update(reservations).set({ priceMinor: 4500 }).where(eq(reservations.id, reservationId));
  });
});

const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000);

describe('a move is refused', () => {
  test.each([
    ['a locked booking', { lockedAt: new Date() }, { details: { reason: 'locked' } }],
    ['one that has begun', { startsAt: hence(-1), endsAt: hence(1) }, { code: 'conflict' }],
    [
      'one too near to be cancelled freely',
      { startsAt: hence(5), endsAt: hence(6) },
      { details: { reason: 'not_free_any_more' } },
    ],
  ])('%s, by preview and write alike', async (_title, change, refused) => {
    const { reservationId, player, ctx, wish, move } = await makeBooked();
    const locked = 'lockedAt' in change ? { lockedBy: player.id } : {};
    await db()
      .update(reservations)
      .set({ ...change, ...locked })
      .where(eq(reservations.id, reservationId));
    expect(await refusalOf(previewOwnMove(ctx, wish()))).toMatchObject(refused);
    expect(await refusalOf(move())).toMatchObject(refused);
  });

  test('a cancelled one', async () => {
    const { reservationId, ctx, move } = await makeBooked();
    await cancelReservation(ctx, { reservationId });
    expect(await refusalOf(move())).toMatchObject({ code: 'conflict' });
  });

  test('to where it is, to a place that is taken and to a court of another club', async () => {
    const { club, other, move } = await makeBooked();
    expect(await refusalOf(move({ startTime: '10:00' }))).toMatchObject({ code: 'conflict' });
    await makeReservation({
      clubId: club.id,
      courtId: other.id,
      startsAt: at(12),
      kind: 'block',
      priceMinor: 0,
    });
    const taken = await refusalOf(move({ courtId: other.id }));
    expect(taken).toMatchObject({ code: 'slot_taken', details: { alternatives: expect.any(Array) } });
    const foreign = await makeCourt();
    expect(await refusalOf(move({ courtId: foreign.id }))).toMatchObject({ code: 'not_found' });
  });

  test('by anybody else, its club’s staff included', async () => {
    const { club, wish } = await makeBooked();
    const stranger = personContext(await makeUser());
    expect(await refusalOf(moveOwnBooking(stranger, wish()))).toMatchObject({ code: 'not_found' });
    expect(await refusalOf(moveOwnBooking(await staffOf(club.id), wish()))).toMatchObject({
      code: 'not_found',
    });
  });

  test('while sales are paused', async () => {
    const { club, move } = await makeBooked();
    await db().update(clubs).set({ salesPausedAt: new Date() }).where(eq(clubs.id, club.id));
    dropCatalogue();
    expect(await refusalOf(move())).toMatchObject({ code: 'not_bookable' });
  });
});

test('a repeat of a request that was done before its process died is the first move', async () => {
  const { ctx, wish } = await makeBooked();
  const request = { ...ctx, requestKey: 'a-click' };
  const first = await moveOwnBooking(request, wish());
  expect(await moveOwnBooking(request, wish())).toEqual(first);
});

test('the database refuses a hold for somebody else’s booking, and one that is confirmed', async () => {
  const { hold, club, dear } = await makeHeld();
  const foreign = await makeReservation();
  await makePayment(foreign);
  const strange = makeReservation({
    clubId: club.id,
    courtId: dear.id,
    startsAt: at(16),
    status: 'pending',
    replaces: foreign.id,
  });
  await expect(strange).rejects.toThrow();
  await expect(
    db().update(reservations).set({ status: 'confirmed' }).where(eq(reservations.id, hold)),
  ).rejects.toThrow();
});

test('after all of that, the books agree to the cent', async () => {
  const money = ['court_without_money', 'money_without_court', 'reservation_overlap', 'two_open_payments'];
  const broken = (await brokenInvariants()).map((one) => JSON.stringify(one));
  expect(broken.filter((one) => money.some((type) => one.includes(type)))).toEqual([]);
});
