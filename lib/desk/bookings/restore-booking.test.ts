import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, audit, courts, dues, notices, payments, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { accountedOf } from '@/lib/ledger/read-figures';
import { staffOf, unpaid } from '@/test/at-desk';
import {
  makeClub,
  makeDue,
  makePayment,
  makeReservation,
  makeTillEntry,
  type Reservation,
} from '@/test/factories';
import { restoreBooking } from './restore-booking';

const reread = async ({ id }: Pick<Reservation, 'id'>) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('the booking is gone');
  return row;
};
const openDues = async ({ id }: Reservation) =>
  (await db().select().from(dues).where(eq(dues.reservationId, id)))
    .filter(({ settledAt }) => settledAt === null)
    .map(({ amountMinor }) => amountMinor);
const tellingsOf = async ({ id }: Reservation, kind: 'reservation_confirmation' | 'reservation_cancelled') =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.reservationId, id), eq(notices.kind, kind)));
const over = () =>
  db()
    .update(acts)
    .set({ undoUntil: new Date(Date.now() - 1000) });

type Desk = Awaited<ReturnType<typeof unpaid>>;
const restore = async ({ desk, reservation }: Desk, wish: { notify?: boolean } = {}) => {
  const { id, revision } = await reread(reservation);
  return restoreBooking(desk, { id, revision, notify: true, ...wish });
};

/** A booking that staff cancelled so long ago that it cannot be undone. */
async function cancelled(pay: (booking: Reservation) => Promise<unknown>, policy = {}) {
  const desk = await unpaid({ listPriceMinor: 4500, ...policy });
  await pay(desk.reservation);
  await cancelReservation(desk.desk, { reservationId: desk.reservation.id });
  await over();
  return desk;
}

const KEEPS_ALL = { refundPolicy: { freeHours: 9000, laterPercent: 0, nothingHours: 9000 } };
const expectAccounted = async (booking: Reservation) =>
  expect(await db().transaction((tx) => accountedOf(tx, booking.id))).toBe(
    (await reread(booking)).priceMinor,
  );

describe('a cancelled booking stands again', () => {
  test('with what was owed for it, and its people hear of it again', async () => {
    const desk = await cancelled(makeDue);
    const { item } = await restore(desk);
    expect(item).toMatchObject({ status: 'confirmed', owedMinor: 4500 });
    expect(await reread(desk.reservation)).toMatchObject({ cancelledAt: null, cancelRefundMinor: null });
    expect(await openDues(desk.reservation)).toEqual([4500]);
    expect(await tellingsOf(desk.reservation, 'reservation_confirmation')).toHaveLength(1);
    const history = await db().select().from(audit).where(eq(audit.entityId, desk.reservation.id));
    expect(history.at(-1)).toMatchObject({ fromState: 'cancelled', detail: { restored: true } });
  });

  test('with the money that its policy had kept', async () => {
    const desk = await cancelled(makePayment, KEEPS_ALL);
    await restore(desk);
    expect(await openDues(desk.reservation)).toEqual([]);
    const [payment] = await db()
      .select()
      .from(payments)
      .where(eq(payments.reservationId, desk.reservation.id));
    expect(payment).toMatchObject({ retainedMinor: 0, retainedByPolicyAt: null });
    await expectAccounted(desk.reservation);
  });

  test.each([
    ['still owes it', false, []],
    ['has paid it back', true, [4500]],
  ] as const)('after the desk had taken its price, which the club %s', async (_title, isPaidBack, owed) => {
    const desk = await cancelled(makeTillEntry);
    expect(await openDues(desk.reservation)).toEqual([-4500]);
    if (isPaidBack) {
      await makeTillEntry(desk.reservation, { amountMinor: -4500, kind: 'payout' });
      const ofBooking = eq(dues.reservationId, desk.reservation.id);
      await db().update(dues).set({ settledAt: new Date() }).where(ofBooking);
    }
    await restore(desk);
    expect(await openDues(desk.reservation)).toEqual(owed);
    await expectAccounted(desk.reservation);
  });

  test('without a word when staff wish so, and a second cancellation is told again', async () => {
    const desk = await cancelled(makeDue);
    await restore(desk, { notify: false });
    expect(await tellingsOf(desk.reservation, 'reservation_confirmation')).toEqual([]);
    await cancelReservation(desk.desk, { reservationId: desk.reservation.id });
    expect(await tellingsOf(desk.reservation, 'reservation_cancelled')).toHaveLength(2);
  });

  test('not in a preview, and once', async () => {
    const desk = await cancelled(makeDue);
    const { id, revision } = await reread(desk.reservation);
    await restoreBooking({ ...desk.desk, preview: true }, { id, revision, notify: true });
    expect((await reread(desk.reservation)).status).toBe('cancelled');
    const colleague = await staffOf(desk.clubId);
    const tries = await Promise.allSettled(
      [desk.desk, colleague].map((ctx) => restoreBooking(ctx, { id, revision, notify: true })),
    );
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await openDues(desk.reservation)).toEqual([4500]);
  });
});

describe('a cancelled booking stays cancelled', () => {
  test('while the cancellation can be undone', async () => {
    const desk = await unpaid();
    await cancelReservation(desk.desk, { reservationId: desk.reservation.id });
    await expect(restore(desk)).rejects.toMatchObject({ code: 'conflict', details: { reason: 'undo' } });
  });

  test('when its money has gone back to the card', async () => {
    const desk = await cancelled(makePayment);
    await expect(restore(desk)).rejects.toMatchObject({ details: { reason: 'refunded' } });
    expect((await reread(desk.reservation)).status).toBe('cancelled');
  });

  test('when somebody has the court, and other places are offered', async () => {
    const desk = await cancelled(makeDue);
    const { courtId, clubId, startsAt } = desk.reservation;
    await makeReservation({ courtId, clubId, startsAt });
    const taken = { code: 'slot_taken', details: { alternatives: expect.any(Array) } };
    await expect(restore(desk)).rejects.toMatchObject(taken);
    expect(await openDues(desk.reservation)).toEqual([]);
  });

  test.each([
    ['over', 'the game is over', { endsAt: new Date(Date.now() - 1), startsAt: new Date(Date.now() - 1000) }],
    ['not_cancelled', 'it was never confirmed', { confirmedAt: null }],
  ] as const)('as %s, when %s', async (reason, _title, set) => {
    const desk = await cancelled(makeDue);
    await db().update(reservations).set(set).where(eq(reservations.id, desk.reservation.id));
    await expect(restore(desk)).rejects.toMatchObject({ details: { reason } });
  });

  test('when its court is not sold any more, and for staff of another club', async () => {
    const desk = await cancelled(makeDue);
    const foreign = await staffOf((await makeClub()).id, 'owner');
    await expect(restore({ ...desk, desk: foreign })).rejects.toMatchObject({ code: 'not_found' });
    await db()
      .update(courts)
      .set({ deactivatedAt: new Date() })
      .where(eq(courts.id, desk.reservation.courtId));
    await expect(restore(desk)).rejects.toMatchObject({ details: { reason: 'court_closed' } });
  });
});
