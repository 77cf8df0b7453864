import { eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, dues, notices, refunds, reservations } from '@/db/schema';
import type { Context, StaffRole } from '@/lib/core/context';
import { listViolations } from '@/lib/integrity/check-consistency';
import { COURT_WITHOUT_MONEY, MONEY_WITHOUT_COURT } from '@/lib/integrity/money-checks';
import {
  makeClub,
  makeCourt,
  makeDue,
  makePayment,
  makeReservation,
  makeTillEntry,
  makeUser,
  personContext,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { cancelBookings, cancelBookingsSchema } from './cancel-bookings';

async function makeDesk(role: StaffRole = 'desk') {
  const club = await makeClub();
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role }] });
  const book = async (more: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({ clubId: club.id, courtId: (await makeCourt({ clubId: club.id })).id, ...more });
  const cancel = (ids: readonly string[], more: object = {}, as: Context = ctx) =>
    cancelBookings(as, club.slug, cancelBookingsSchema.parse({ ids, ...more }));
  return { club, ctx, book, cancel };
}

const statusesOf = async (ids: readonly string[]) => {
  const rows = await db()
    .select()
    .from(reservations)
    .where(inArray(reservations.id, [...ids]));
  return ids.map((id) => rows.find((row) => row.id === id)?.status);
};

describe('cancelling several bookings', () => {
  test('gives back each by its policy, tells the players and is one act', async () => {
    const { club, book, cancel } = await makeDesk();
    const [card, till, owed] = [await book(), await book(), await book()];
    await makePayment(card);
    await makeTillEntry(till);
    await makeDue(owed);
    const ids = [card.id, till.id, owed.id];
    const cancelled = await cancel(ids);
    expect(cancelled.rows.map(({ cancellation }) => cancellation?.rule)).toEqual([
      'free',
      'free',
      'nothing_paid',
    ]);
    expect(cancelled.refundMinor).toBe(9000);
    expect(await statusesOf(ids)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await db().select().from(acts).where(eq(acts.clubId, club.id))).toMatchObject([
      { id: cancelled.act?.id, kind: 'cancel', summary: { count: 3, refund_minor: 9000 } },
    ]);
    expect(
      await db()
        .select()
        .from(refunds)
        .where(eq(refunds.actId, cancelled.act?.id ?? '')),
    ).toMatchObject([{ amountMinor: 4500, cause: 'cancellation', status: 'requested' }]);
    expect(await db().select().from(dues).where(eq(dues.reservationId, till.id))).toMatchObject([
      { amountMinor: -4500, cause: 'cancelled' },
    ]);
    expect(await db().$count(notices, inArray(notices.reservationId, ids))).toBe(3);
    expect(await listViolations([COURT_WITHOUT_MONEY, MONEY_WITHOUT_COURT])).toEqual([]);
  });

  test('is done at the sum that was expected alone, and tells the new one', async () => {
    const { book, cancel } = await makeDesk();
    const [paid, free] = [await book(), await book({ priceMinor: 0 })];
    await makePayment(paid);
    const ids = [paid.id, free.id];
    expect(await refusalOf(cancel(ids, { expected: { amount: '90.00' } }))).toMatchObject({
      code: 'conflict',
      details: { refunded: { amount: '45.00', currency: 'EUR' } },
    });
    expect(await statusesOf(ids)).toEqual(['confirmed', 'confirmed']);
    expect((await cancel(ids, { expected: { amount: '45.00' } })).refundMinor).toBe(4500);
    expect(await statusesOf(ids)).toEqual(['cancelled', 'cancelled']);
  });

  test('leaves those that are over, were cancelled or are only held, and names them', async () => {
    const { book, cancel } = await makeDesk();
    const over = await book({ startsAt: new Date(Date.now() - 3_600_000), priceMinor: 0 });
    const gone = await book({ status: 'cancelled' });
    const held = await book({ status: 'pending' });
    const good = await book({ priceMinor: 0 });
    const ids = [over.id, gone.id, held.id, good.id];
    const { rows, act } = await cancel(ids);
    expect(rows.map(({ cancellation }) => cancellation !== null)).toEqual([false, false, false, true]);
    expect(act).not.toBeNull();
    expect(await statusesOf(ids)).toEqual(['confirmed', 'cancelled', 'pending', 'cancelled']);
    expect(await cancel([gone.id])).toMatchObject({ refundMinor: 0, act: null });
  });

  test('is previewed with the same figures, and tells nobody when asked', async () => {
    const { ctx, book, cancel } = await makeDesk();
    const booking = await book();
    await makePayment(booking);
    const preview = await cancel([booking.id], {}, { ...ctx, preview: true });
    expect(await statusesOf([booking.id])).toEqual(['confirmed']);
    const done = await cancel([booking.id], { notify: false });
    expect(done.rows).toEqual(preview.rows);
    expect(await db().$count(notices, eq(notices.reservationId, booking.id))).toBe(0);
  });

  test('against the policy is for a manager with a reason', async () => {
    const { club, book, cancel } = await makeDesk();
    const booking = await book({ startsAt: new Date(Date.now() + 3_600_000) });
    await makePayment(booking);
    const rain = { override: 'weather', reason: 'Llueve' };
    await expect(cancel([booking.id], rain)).rejects.toMatchObject({ code: 'forbidden' });
    const manager = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'manager' }] });
    await expect(cancel([booking.id], { override: 'weather' }, manager)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { reason: [expect.any(String)] },
    });
    expect(await cancel([booking.id], rain, manager)).toMatchObject({ refundMinor: 4500 });
  });

  test('of another club, or of nobody, touches none', async () => {
    const { book, cancel } = await makeDesk();
    const [own, foreign] = [await book({ priceMinor: 0 }), await makeReservation({ priceMinor: 0 })];
    await expect(cancel([own.id, foreign.id])).rejects.toMatchObject({ code: 'not_found' });
    expect(await statusesOf([own.id, foreign.id])).toEqual(['confirmed', 'confirmed']);
  });

  test('by two desks at once cancels each booking once', async () => {
    const { book, cancel } = await makeDesk();
    const bookings = await Promise.all(Array.from({ length: 4 }, () => book()));
    for (const booking of bookings) await makePayment(booking);
    const ids = bookings.map(({ id }) => id);
    const both = await Promise.all([cancel(ids), cancel(ids.toReversed())]);
    const counts = both.map(({ rows }) => rows.filter(({ cancellation }) => cancellation).length);
    expect(counts.toSorted()).toEqual([0, 4]);
    expect(await listViolations([MONEY_WITHOUT_COURT])).toEqual([]);
  });
});
