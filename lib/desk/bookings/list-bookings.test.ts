import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices, refunds } from '@/db/schema';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
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
} from '@/test/factories';
import { listBookings, listBookingsSchema } from './list-bookings';

const ZONE = 'Europe/Madrid';
const TODAY = localDateOf(Date.now(), ZONE);

async function makeDesk() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const list = async (filters: Record<string, string> = {}) => {
    const { results, count, totals } = await listBookings(ctx, club.slug, listBookingsSchema.parse(filters));
    return { ids: results.map(({ id }) => id), count, totals };
  };
  const book = (days: number, hour: number, more: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      startsAt: new Date(firstInstantOf(addDays(TODAY, days), hour * 60, ZONE)),
      ...more,
    });
  return { club, court, ctx, list, book };
}

describe('the bookings of a club', () => {
  test('are those from today on in their order, without holds that ran out', async () => {
    const { list, book } = await makeDesk();
    await book(-1, 10);
    const late = await book(2, 18);
    const early = await book(2, 10);
    const cancelled = await book(3, 10, { status: 'cancelled' });
    const expired = await book(3, 12, { status: 'expired' });
    expect((await list()).ids).toEqual([early.id, late.id, cancelled.id]);
    expect((await list({ status: 'expired' })).ids).toEqual([expired.id]);
  });

  test('are of whole local days, both included', async () => {
    const { list, book } = await makeDesk();
    const midnight = await book(1, 0);
    const evening = await book(2, 23, { durationMinutes: 60 });
    await book(3, 0);
    expect((await list({ from: addDays(TODAY, 1), to: addDays(TODAY, 2) })).ids).toEqual([
      midnight.id,
      evening.id,
    ]);
    const past = await book(-3, 10);
    expect((await list({ to: addDays(TODAY, -2) })).ids).toEqual([past.id]);
  });

  test('are filtered by court, kind, channel and state', async () => {
    const { club, list, book } = await makeDesk();
    const other = await makeCourt({ clubId: club.id });
    const walkIn = await book(2, 10, { kind: 'walk_in', channel: 'desk' });
    const elsewhere = await book(2, 12, { courtId: other.id, channel: 'phone' });
    const gone = await book(2, 14, { status: 'cancelled' });
    expect((await list({ kind: 'walk_in' })).ids).toEqual([walkIn.id]);
    expect((await list({ courtId: String(other.id) })).ids).toEqual([elsewhere.id]);
    expect((await list({ channel: 'phone' })).ids).toEqual([elsewhere.id]);
    expect((await list({ status: 'cancelled' })).ids).toEqual([gone.id]);
    await book(2, 10, { clubId: (await makeClub()).id, courtId: (await makeCourt()).id });
    expect((await list()).count).toBe(3);
  });

  test('are found by name, number, title and the end of the id', async () => {
    const { club, list, book } = await makeDesk();
    const { id: customerId } = await makeCustomer(club.id, { name: 'Íñigo Peña', phone: '+34611000222' });
    const game = await book(2, 10, { userId: null, customerId });
    const league = await book(2, 12, { kind: 'block', userId: null, title: 'Liga femenina' });
    expect((await list({ q: 'pena inigo' })).ids).toEqual([game.id]);
    expect((await list({ q: '611 000 222' })).ids).toEqual([game.id]);
    expect((await list({ q: 'femenina' })).ids).toEqual([league.id]);
    expect((await list({ q: league.id.slice(-6).toUpperCase() })).ids).toEqual([league.id]);
    expect((await list({ q: '100%' })).ids).toEqual([]);
  });

  test('that owe are those with an open due to the club', async () => {
    const { list, book } = await makeDesk();
    const owing = await book(2, 10);
    await makeDue(owing);
    const paid = await book(2, 12);
    await makeDue(paid, { settledAt: new Date() });
    const back = await book(2, 14, { status: 'cancelled' });
    await makeDue(back, { amountMinor: -1500, cause: 'cancelled' });
    await book(2, 16, { status: 'pending' });
    expect((await list({ owed: 'true' })).ids).toEqual([owing.id]);
  });

  test('in trouble are those with a message that did not arrive or a refund that failed and was not made since', async () => {
    const { list, book } = await makeDesk();
    const [bounced, failed] = [await book(2, 10), await book(2, 12)];
    await makePayment(await book(2, 14));
    const about = { kind: 'reservation_confirmation', channel: 'email', locale: 'es' } as const;
    await db()
      .insert(notices)
      .values({
        ...about,
        objectId: bounced.id,
        reservationId: bounced.id,
        recipient: 'a@b.test',
        status: 'bounced',
      });
    const { id: paymentId } = await makePayment(failed);
    const back = { amountMinor: 100, currency: 'EUR', cause: 'staff', requestedBy: 'staff:test' } as const;
    await db()
      .insert(refunds)
      .values({ paymentId, status: 'failed', ...back });
    expect((await list({ trouble: 'true' })).ids).toEqual([bounced.id, failed.id]);
    const again = { ...back, createdAt: new Date(Date.now() + 60_000) };
    await db()
      .insert(refunds)
      .values({ paymentId, status: 'succeeded', ...again });
    expect((await list({ trouble: 'true' })).ids).toEqual([bounced.id]);
  });

  test('come to sums over all of them, whichever page is shown', async () => {
    const { list, book } = await makeDesk();
    await makePayment(await book(2, 10));
    const partly = await book(2, 12);
    await makeTillEntry(partly, { amountMinor: 2000 });
    await makeDue(partly, { amountMinor: 2500 });
    await book(2, 14, { status: 'cancelled' });
    expect(await list({ pageSize: '1', page: '2' })).toEqual({
      ids: [partly.id],
      count: 3,
      totals: { priceMinor: 9000, owedMinor: 2500 },
    });
  });

  test('of more than a year are refused', async () => {
    const { list } = await makeDesk();
    await expect(list({ from: '2025-01-01', to: '2026-01-02' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { to: [expect.any(String)] },
    });
  });
});
