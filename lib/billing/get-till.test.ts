import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { DAY_MS } from '@/lib/core/time';
import { idOf, staffOf } from '@/test/at-desk';
import {
  makeClub,
  makeCourt,
  makePayment,
  makeReservation,
  makeTillEntry,
  makeTillShift,
  type Reservation,
} from '@/test/factories';
import { getTill } from './get-till';
import { listFailedRefunds } from './list-failed-refunds';

let club: string;
let reservation: Reservation;
let desk: Context;
let manager: Context;

beforeEach(async () => {
  const { id: clubId } = await makeClub();
  const { id: courtId } = await makeCourt({ clubId });
  reservation = await makeReservation({ clubId, courtId });
  club = String(clubId);
  desk = await staffOf(clubId);
  manager = await staffOf(clubId, 'manager');
});

const failRefund = (paymentId: string, amountMinor = 1000, status: 'failed' | 'succeeded' = 'failed') =>
  db()
    .insert(refunds)
    .values({ paymentId, amountMinor, currency: 'EUR', status, cause: 'staff', requestedBy: 'staff:x' })
    .returning();

describe('today’s entries', () => {
  test('are those that a way, a kind, a person or a till names, while the sums stay whole', async () => {
    const shift = await makeTillShift(reservation.clubId, idOf(desk));
    const byDesk = { takenBy: idOf(desk) };
    await makeTillEntry(reservation, { amountMinor: 2000, ...byDesk });
    await makeTillEntry(reservation, { amountMinor: 1500, ...byDesk, method: 'cash', shiftId: shift.id });
    await makeTillEntry(reservation, { amountMinor: -500, kind: 'payout', takenBy: idOf(manager) });
    const found = async (filters: Parameters<typeof getTill>[2]) => {
      const { entries, sums, takers } = await getTill(manager, club, filters);
      expect(sums.find(({ method }) => method === 'bizum')).toMatchObject({ inMinor: 2000, outMinor: 500 });
      expect(takers).toHaveLength(2);
      return entries.map(({ amountMinor }) => amountMinor);
    };
    expect(await found({})).toEqual([-500, 1500, 2000]);
    expect(await found({ method: 'cash' })).toEqual([1500]);
    expect(await found({ kind: 'payout' })).toEqual([-500]);
    expect(await found({ by: idOf(desk) })).toEqual([1500, 2000]);
    expect(await found({ shiftId: shift.id })).toEqual([1500]);
    expect(await found({ shiftId: shift.id, method: 'bizum' })).toEqual([]);
  });
});

describe('what came online today', () => {
  const settle = (entity: 'payment' | 'refund', entityId: string, toState: string, at?: Date) =>
    db()
      .insert(audit)
      .values({ entity, entityId, actor: 'system', fromState: 'pending', toState, requestId: 'x', at });

  test('is the payments and refunds that were settled today at this club alone', async () => {
    const paid = await makePayment(reservation, { status: 'completed' });
    await settle('payment', paid.id, 'completed');
    const [back] = await failRefund(paid.id, 1000, 'succeeded');
    await settle('refund', back?.id ?? '', 'succeeded');
    const elsewhere = await makePayment(await makeReservation(), { status: 'completed' });
    await settle('payment', elsewhere.id, 'completed');
    const startsAt = new Date(reservation.startsAt.getTime() + DAY_MS);
    const { clubId, courtId } = reservation;
    const before = await makePayment(await makeReservation({ clubId, courtId, startsAt }), {
      status: 'completed',
    });
    await settle('payment', before.id, 'completed', new Date(Date.now() - 2 * DAY_MS));
    expect((await getTill(manager, club)).online).toEqual({ inMinor: 4500, outMinor: 1000, count: 1 });
  });

  test('is not for who sees the own shift alone', async () => {
    expect((await getTill(desk, club)).online).toBeNull();
  });
});

describe('failed refunds', () => {
  const FIRST = { page: 1, pageSize: 20 };

  test('are listed for their club until the money went back by another', async () => {
    const paid = await makePayment(reservation, { status: 'completed' });
    const [failed] = await failRefund(paid.id);
    const elsewhere = await makePayment(await makeReservation(), { status: 'completed' });
    await failRefund(elsewhere.id);
    expect(await listFailedRefunds(manager, club, FIRST)).toMatchObject({
      results: [{ id: failed?.id, amountMinor: 1000, reservationId: reservation.id }],
      count: 1,
    });
    await db()
      .insert(refunds)
      .values({
        paymentId: paid.id,
        amountMinor: 1000,
        currency: 'EUR',
        status: 'requested',
        cause: 'staff',
        requestedBy: 'staff:x',
        createdAt: new Date(Date.now() + 60_000),
      });
    expect(await listFailedRefunds(manager, club, FIRST)).toEqual({ results: [], count: 0 });
  });

  test('are not for a desk, and not for another club', async () => {
    await expect(listFailedRefunds(desk, club, FIRST)).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = await staffOf((await makeClub()).id, 'manager');
    await expect(listFailedRefunds(elsewhere, club, FIRST)).rejects.toMatchObject({ code: 'not_found' });
  });
});
