import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, sql, transaction } from '@/db';
import { courts, customerRemovals, payments, reservations } from '@/db/schema';
import { payDue } from '@/lib/billing/pay-due';
import { sendPaymentLink } from '@/lib/billing/send-payment-link';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { deferDues } from '@/lib/ledger/defer-dues';
import { settlePayment } from '@/lib/payments/settle-payment';
import { startPayment } from '@/lib/payments/start-payment';
import { gameToken } from '@/lib/reservations/game/game-link';
import { joinGame } from '@/lib/reservations/game/join-game';
import { getSharedCost } from '@/lib/reservations/game/get-shared-cost';
import { staffOf } from '@/test/at-desk';
import { readBooking, sendRefunds } from '@/test/bookings';
import {
  atDeadline,
  bookShared,
  chargesOf,
  costOf,
  expectAccounted,
  holdShared,
  openShare,
  payShare,
  sharesOfBooking,
} from '@/test/shared-bookings';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { withoutLocks } from '@/test/without-locks';
import { chargeOpenShares } from './charge-open-shares';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

/** Saves well, and is declined when it is charged without its owner. */
const DECLINED_LATER = '4000000000000051';

beforeEach(() => clearFaults(sandbox()));

async function readShared(reservationId: string) {
  const [reservation] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  if (!reservation) throw new Error('it was booked');
  return reservation;
}

const openMinor = async (reservationId: string) =>
  (await sharesOfBooking(reservationId))
    .filter(({ settledAt, waivedAt }) => settledAt === null && waivedAt === null)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);

describe('a booking whose cost is shared', () => {
  test('is confirmed by the booker’s own share, which has the cents that cannot be divided', async () => {
    const { reservationId, ownMinor } = await bookShared(sandbox());
    const { status, payments: paid } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(ownMinor).toBe(1125);
    expect(paid.filter(({ completedAt }) => completedAt).map(({ receivedMinor }) => receivedMinor)).toEqual([
      1125,
    ]);
    const shares = await sharesOfBooking(reservationId);
    expect(shares.map(({ amountMinor, participantPosition }) => [participantPosition, amountMinor])).toEqual([
      [0, 1125],
      [1, 1125],
      [2, 1125],
    ]);
    expect(await costOf(reservationId)).toMatchObject({
      stripeCustomerId: expect.stringMatching(/^cus_/),
      paymentMethodId: expect.stringMatching(/^pm_/),
      endedAt: null,
    });
    await expectAccounted(reservationId);
  });

  test('takes each share by its own link, from anybody, and none twice', async () => {
    const { reservationId } = await bookShared(sandbox());
    const [first, second] = await sharesOfBooking(reservationId);
    if (!first || !second) throw new Error('there are three');
    const reservation = await readShared(reservationId);
    expect(await getSharedCost(reservation)).toMatchObject({
      ownMinor: 1125,
      openMinor: 3375,
      isRefused: false,
    });
    const opened = await openShare(second.id);
    await payShare(sandbox(), first.id);
    expect((await getSharedCost(reservation))?.shares.map((share) => share.openMinor)).toEqual([
      0, 1125, 1125,
    ]);
    await payIntent(sandbox(), opened.paymentIntentId);
    expect(await settlePayment(job(), opened.paymentIntentId)).toEqual({ outcome: 'confirmed' });
    expect(await openMinor(reservationId)).toBe(1125);
    await expect(openShare(first.id)).rejects.toMatchObject({ code: 'conflict' });
    await expectAccounted(reservationId);
  });

  test('keeps the booker’s old intent from paying for the others', async () => {
    const { reservationId, ctx, intentId } = await holdShared();
    await payIntent(sandbox(), intentId);
    await settlePayment(job(), intentId);
    const rest = await startPayment(ctx, { reservationId });
    expect(rest.amountMinor).toBe(3375);
    await payIntent(sandbox(), rest.paymentIntentId);
    expect(await settlePayment(job(), rest.paymentIntentId)).toEqual({ outcome: 'confirmed' });
    expect(await openMinor(reservationId)).toBe(0);
    await expectAccounted(reservationId);
  });
});

describe('at the deadline', () => {
  test('the booker’s card pays the open shares by one intent, and is forgotten', async () => {
    const { reservationId } = await bookShared(sandbox());
    const [first] = await sharesOfBooking(reservationId);
    await payShare(sandbox(), first?.id ?? '');
    const { stripeCustomerId } = (await costOf(reservationId)) ?? {};
    const ctx = await atDeadline(reservationId);
    expect(await chargeOpenShares({ ...ctx, now: new Date(ctx.now.getTime() - 1) }, reservationId)).toBe(
      'not_yet',
    );
    expect(await chargeOpenShares(ctx, reservationId)).toBe('charged');
    expect(await chargesOf(reservationId)).toMatchObject([{ status: 'completed', receivedMinor: 2250 }]);
    expect(await openMinor(reservationId)).toBe(0);
    expect(await costOf(reservationId)).toMatchObject({ stripeCustomerId: null, paymentMethodId: null });
    const removal = eq(customerRemovals.stripeCustomerId, stripeCustomerId ?? '');
    expect(await db().$count(customerRemovals, removal)).toBe(1);
    expect((await readBooking(reservationId)).notices.map(({ kind }) => kind)).toContain('shares_charged');
    expect(await chargeOpenShares(ctx, reservationId)).toBe('nothing_to_carry');
    await expectAccounted(reservationId);
  });

  test('many runs at once charge once', async () => {
    const { reservationId } = await bookShared(sandbox());
    const ctx = await atDeadline(reservationId);
    await Promise.all(Array.from({ length: 6 }, () => chargeOpenShares(ctx, reservationId)));
    const charges = await chargesOf(reservationId);
    expect(charges.filter(({ completedAt }) => completedAt)).toMatchObject([{ receivedMinor: 3375 }]);
    expect((await readBooking(reservationId)).refunds).toHaveLength(0);
    await expectAccounted(reservationId);
  });

  test('a refused card leaves the shares owed, and takes the court from nobody', async () => {
    const { reservationId } = await bookShared(sandbox(), DECLINED_LATER);
    const ctx = await atDeadline(reservationId);
    expect(await chargeOpenShares(ctx, reservationId)).toBe('refused');
    const { status, notices } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(await openMinor(reservationId)).toBe(3375);
    expect(notices.map(({ kind }) => kind)).toContain('shares_refused');
    expect(await costOf(reservationId)).toMatchObject({
      declineCode: expect.any(String),
      stripeCustomerId: null,
    });
    expect(await chargeOpenShares(ctx, reservationId)).toBe('nothing_to_carry');
    const [first] = await sharesOfBooking(reservationId);
    await payShare(sandbox(), first?.id ?? '');
    expect(await openMinor(reservationId)).toBe(2250);
    await expectAccounted(reservationId);
  });

  test('a share that was being paid is paid once: the charge takes the others', async () => {
    const { reservationId } = await bookShared(sandbox());
    const [first] = await sharesOfBooking(reservationId);
    const opened = await openShare(first?.id ?? '');
    await payIntent(sandbox(), opened.paymentIntentId);
    expect(await chargeOpenShares(await atDeadline(reservationId), reservationId)).toBe('charged');
    expect(await chargesOf(reservationId)).toMatchObject([{ receivedMinor: 2250 }]);
    expect((await readBooking(reservationId)).refunds).toHaveLength(0);
    await expectAccounted(reservationId);
  });

  test('control: a charge that does not look at what is being paid takes that share too, and goes back', async () => {
    const { reservationId } = await bookShared(sandbox());
    const [first] = await sharesOfBooking(reservationId);
    const opened = await openShare(first?.id ?? '');
    await payIntent(sandbox(), opened.paymentIntentId);
    // As if nobody had opened it.
    await db().update(payments).set({ status: 'failed' }).where(eq(payments.id, opened.id));
    await chargeOpenShares(await atDeadline(reservationId), reservationId);
    expect(await chargesOf(reservationId)).toMatchObject([{ receivedMinor: 3375 }]);
    expect(await settlePayment(job(), opened.paymentIntentId)).toEqual({ outcome: 'refunding' });
  });

  test('without locks the key of open payments still lets one charge through', async () => {
    await withoutLocks(async () => {
      expect(await chargedAtOnce()).toBe(1);
    });
  });

  test('control: without locks and that key one booking is charged more than once', async () => {
    await sql()`drop index payments_open_key`;
    await withoutLocks(() => expect.poll(chargedAtOnce, { timeout: 60_000 }).toBeGreaterThan(1));
    await db().update(payments).set({ status: 'cancelled' }).where(eq(payments.status, 'pending'));
    await sql()`create unique index payments_open_key on payments (reservation_id) where status = 'pending' and due_id is null`;
  });
});

/** How many charges six runs at once make of one booking. */
async function chargedAtOnce(): Promise<number> {
  const { reservationId } = await bookShared(sandbox());
  const ctx = await atDeadline(reservationId);
  await Promise.allSettled(Array.from({ length: 6 }, () => chargeOpenShares(ctx, reservationId)));
  return (await chargesOf(reservationId)).length;
}

describe('what is given back', () => {
  test('late is the policy’s part of each share, and the booker stands for those that nobody paid', async () => {
    const { reservationId, ctx } = await bookShared(sandbox());
    const refundPolicy = { freeHours: 24, nothingHours: 2, laterPercent: 50 };
    const [booking] = await db()
      .update(reservations)
      .set({ refundPolicy })
      .where(eq(reservations.id, reservationId))
      .returning();
    const [first, second] = await sharesOfBooking(reservationId);
    await payShare(sandbox(), first?.id ?? '');
    await payShare(sandbox(), second?.id ?? '');
    const late = { ...ctx, now: new Date((booking?.startsAt.getTime() ?? 0) - 10 * HOUR_MS) };
    const { refundMinor } = await cancelReservation(late, { reservationId });
    // Half of 11.25 € rounds to 5.62 €, and half of the open share comes off the booker's.
    expect(refundMinor).toBe(562 + 562);
    await sendRefunds(reservationId);
    const { payments: paid } = await readBooking(reservationId);
    expect(paid.filter(({ completedAt }) => completedAt).map(({ refundedMinor }) => refundedMinor)).toEqual([
      0, 562, 562,
    ]);
    expect(await openMinor(reservationId)).toBe(0);
  });

  test('for a share that was paid twice is the second payment', async () => {
    const { reservationId } = await bookShared(sandbox());
    const [first] = await sharesOfBooking(reservationId);
    const opened = await openShare(first?.id ?? '');
    await db().update(payments).set({ status: 'failed' }).where(eq(payments.id, opened.id));
    await payShare(sandbox(), first?.id ?? '');
    await payIntent(sandbox(), opened.paymentIntentId);
    expect(await settlePayment(job(), opened.paymentIntentId)).toEqual({ outcome: 'refunding' });
    expect(await openMinor(reservationId)).toBe(2250);
    await expectAccounted(reservationId);
  });

  test('goes to each who paid', async () => {
    const { reservationId, ctx } = await bookShared(sandbox());
    const [first] = await sharesOfBooking(reservationId);
    await payShare(sandbox(), first?.id ?? '');
    await cancelReservation(ctx, { reservationId });
    await sendRefunds(reservationId);
    const { payments: paid } = await readBooking(reservationId);
    expect(
      paid
        .filter(({ completedAt }) => completedAt)
        .map(({ receivedMinor, refundedMinor }) => [receivedMinor, refundedMinor]),
    ).toEqual([
      [1125, 1125],
      [1125, 1125],
    ]);
    expect(await openMinor(reservationId)).toBe(0);
    expect(await chargeOpenShares(await atDeadline(reservationId), reservationId)).toBe('nothing_to_carry');
    expect(await chargesOf(reservationId)).toEqual([]);
  });
});

describe('a booking whose cost is shared and that moves', () => {
  test('keeps its deadline as long before the start as it was', async () => {
    const { reservationId } = await bookShared(sandbox());
    const before = await readShared(reservationId);
    const [was] = await sharesOfBooking(reservationId);
    const to = new Date(before.startsAt.getTime() + 24 * HOUR_MS);
    await transaction((tx) => deferDues(tx, [{ reservationId, from: before.startsAt, to }]));
    const [is] = await sharesOfBooking(reservationId);
    expect((is?.dueBy?.getTime() ?? 0) - (was?.dueBy?.getTime() ?? 0)).toBe(24 * HOUR_MS);
  });
});

describe('the desk', () => {
  test('asks the player whose share it is, and takes it in cash', async () => {
    const { reservationId, courtId } = await bookShared(sandbox());
    const [court] = await db().select().from(courts).where(eq(courts.id, courtId));
    const desk = await staffOf(court?.clubId ?? 0);
    await joinGame(job(), {
      token: gameToken(await readShared(reservationId)),
      name: 'Lucía Prieto',
      email: 'lucia@example.com',
    });
    const [first, second] = await sharesOfBooking(reservationId);
    await sendPaymentLink({ ...desk, requestKey: 'asked-again' }, first?.id ?? '', { channel: 'email' });
    const asked = (await readBooking(reservationId)).notices.filter(({ kind }) => kind === 'payment_due');
    expect(asked.map(({ recipient }) => recipient)).toEqual(['lucia@example.com', 'lucia@example.com']);
    await payDue(desk, second?.id ?? '', { method: 'bizum' });
    expect(await openMinor(reservationId)).toBe(2250);
    await expectAccounted(reservationId);
  });
});
