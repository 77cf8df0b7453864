import { and, eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, sql, transaction } from '@/db';
import { audit, clubs, courts, messages, notices, payments, refunds, reservations } from '@/db/schema';
import { getClub } from '@/lib/clubs/catalogue';
import { systemContext } from '@/lib/context';
import { isAppError } from '@/lib/errors';
import { bookCourt } from '@/lib/payments/book-court';
import { processRefund } from '@/lib/payments/process-refund';
import { settlePayment } from '@/lib/payments/settle-payment';
import { lockCourt } from '@/lib/reservations/confirm-reservation';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { addDays, localDateOf } from '@/lib/time';
import {
  type Court,
  makeClub,
  makeCourt,
  makePayment,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { deleteClub } from './delete-club';

const sandbox = useSandbox({ providers: ['stripe', 'redis'] });
const tomorrow = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);
const wish = (court: Court, startTime: string) =>
  holdSlotSchema.parse({ courtId: court.id, date: tomorrow, startTime, durationMinutes: 60 });

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

async function makeOwnedClub() {
  const [club, owner] = await Promise.all([makeClub(), makeUser()]);
  const ctx = personContext(owner, { staff: [{ clubId: club.id, role: 'owner' }] });
  const three = await Promise.all([1, 2, 3].map(() => makeCourt({ clubId: club.id })));
  return { club, ctx, courts: three };
}

describe('deleting a club', () => {
  test('spec: test_cascade_operations — closes its courts, cancels what is to come, refunds it and tells each player', async () => {
    const { club, ctx, courts: three } = await makeOwnedClub();
    const booked = await Promise.all(
      three.flatMap((court) => [1, 2, 3, 4, 5].map(() => makeReservation({ courtId: court.id }))),
    );
    const paid = await Promise.all(booked.slice(0, 4).map((reservation) => makePayment(reservation)));

    expect(await deleteClub(ctx, String(club.id))).toEqual({
      courts: 3,
      reservations: 15,
      refunds: 4,
      notices: 15,
    });

    const closed = await db().select().from(courts).where(eq(courts.clubId, club.id));
    expect(closed.every((court) => court.deactivatedAt !== null)).toBe(true);
    const after = await db().select().from(reservations).where(eq(reservations.clubId, club.id));
    expect(after.map(({ status }) => status)).toEqual(booked.map(() => 'cancelled'));
    const back = await db()
      .select()
      .from(refunds)
      .where(
        inArray(
          refunds.paymentId,
          paid.map(({ id }) => id),
        ),
      );
    expect(back).toHaveLength(4);
    for (const refund of back) {
      expect(refund).toMatchObject({ amountMinor: 4500, cause: 'club_deleted', status: 'requested' });
    }
    for (const { id, userId } of booked) {
      const told = await db().select().from(notices).where(eq(notices.reservationId, id));
      expect(told).toMatchObject([{ kind: 'club_closed', userId, status: 'pending' }]);
      const live = await db()
        .select()
        .from(messages)
        .where(eq(messages.userId, userId ?? ''));
      expect(live).toMatchObject([{ type: 'reservation.cancelled' }]);
    }
    const changes = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'club'), eq(audit.entityId, String(club.id))));
    expect(changes).toMatchObject([{ toState: 'deleted', actor: expect.stringMatching(/^staff:/) }]);
    await expect(getClub(club.id)).rejects.toThrow('There is no such club.');
  });

  test('leaves what has been played and what was cancelled before, and never refunds a cent twice', async () => {
    const { club, ctx, courts: three } = await makeOwnedClub();
    const [court] = three;
    const played = await makeReservation({
      ...(court && { courtId: court.id }),
      startsAt: new Date('2026-03-02T09:00:00Z'),
      status: 'completed',
    });
    const cancelled = await makeReservation({ ...(court && { courtId: court.id }), status: 'cancelled' });
    const partly = await makeReservation({ ...(court && { courtId: court.id }) });
    const payment = await makePayment(partly);
    await db().insert(refunds).values({
      paymentId: payment.id,
      amountMinor: 1000,
      currency: 'EUR',
      cause: 'staff',
      requestedBy: 'test',
    });

    expect(await deleteClub(ctx, club.slug)).toMatchObject({ reservations: 1, refunds: 1 });
    const statuses = await db()
      .select({ id: reservations.id, status: reservations.status })
      .from(reservations)
      .where(inArray(reservations.id, [played.id, cancelled.id, partly.id]));
    expect(new Map(statuses.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [played.id, 'completed'],
        [cancelled.id, 'cancelled'],
        [partly.id, 'cancelled'],
      ]),
    );
    const amounts = await db()
      .select({ amountMinor: refunds.amountMinor })
      .from(refunds)
      .where(eq(refunds.paymentId, payment.id))
      .orderBy(refunds.createdAt);
    expect(amounts).toEqual([{ amountMinor: 1000 }, { amountMinor: 3500 }]);
  });

  test('sends real money back to the card, whole', async () => {
    const { club, ctx, courts: three } = await makeOwnedClub();
    const player = await makeUser();
    const [court] = three;
    if (!court) throw new Error('there are three');
    const { reservationId, payment } = await bookCourt(personContext(player), wish(court, '10:00'));
    await payIntent(sandbox(), payment?.paymentIntentId ?? '');
    await settlePayment(systemContext('test'), payment?.paymentIntentId ?? '');

    await deleteClub(ctx, String(club.id));
    const [row] = await db().select().from(payments).where(eq(payments.reservationId, reservationId));
    const [refund] = await db()
      .select()
      .from(refunds)
      .where(eq(refunds.paymentId, row?.id ?? ''));
    expect(await processRefund(systemContext('test'), refund?.id ?? '')).toBe('succeeded');
    const [done] = await db().select().from(payments).where(eq(payments.reservationId, reservationId));
    expect(done).toMatchObject({ status: 'refunded', refundedMinor: 3000 });
  });

  test('money that comes after it goes back: neither a held nor an expired reservation is confirmed any more', async () => {
    const { club, ctx, courts: three } = await makeOwnedClub();
    const [first, second] = three;
    if (!first || !second) throw new Error('there are three');
    const held = await bookCourt(personContext(await makeUser()), wish(first, '10:00'));
    const expired = await bookCourt(personContext(await makeUser()), wish(second, '10:00'));
    await db()
      .update(reservations)
      .set({ status: 'expired' })
      .where(eq(reservations.id, expired.reservationId));
    await deleteClub(ctx, String(club.id));
    for (const { payment, reservationId } of [held, expired]) {
      await payIntent(sandbox(), payment?.paymentIntentId ?? '');
      const settled = await settlePayment(systemContext('test'), payment?.paymentIntentId ?? '');
      expect(settled, reservationId).toEqual({ outcome: 'refunding' });
    }
  });

  test('wins against a booking that came a moment later, whatever that one had read before', async () => {
    const { club, ctx, courts: three } = await makeOwnedClub();
    const [court] = three;
    if (!court) throw new Error('there are three');
    const player = await makeUser();
    const waiting = () => sql()`select from pg_locks where locktype = 'advisory' and not granted`;

    const attempts: Promise<string>[] = [];
    await transaction(async (tx) => {
      await lockCourt(tx, court.id);
      attempts.push(codeOf(deleteClub(ctx, String(club.id))));
      await expect.poll(waiting).toHaveLength(1);
      attempts.push(codeOf(holdSlot(personContext(player), wish(court, '10:00'))));
      await expect.poll(waiting).toHaveLength(2);
    });
    expect(await Promise.all(attempts)).toEqual(['done', 'not_found']);
    expect(await db().select().from(reservations).where(eq(reservations.clubId, club.id))).toEqual([]);
  });

  test('is for its owner: staff below are refused, everybody else does not even learn that it is there', async () => {
    const { club } = await makeOwnedClub();
    const as = (role: 'manager' | 'owner', clubId: number) =>
      makeUser().then((user) =>
        codeOf(deleteClub(personContext(user, { staff: [{ clubId, role }] }), club.slug)),
      );
    expect(await as('manager', club.id)).toBe('forbidden');
    expect(await as('owner', club.id + 10_000)).toBe('not_found');
    const [row] = await db().select().from(clubs).where(eq(clubs.id, club.id));
    expect(row?.deletedAt).toBeNull();
  });
});
