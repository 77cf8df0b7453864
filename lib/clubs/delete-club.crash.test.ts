import { and, eq, inArray, sql as sqlText } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import {
  audit,
  clubs,
  courts,
  liveEvents,
  notices,
  operationServices,
  operations,
  payments,
  refunds,
  reservations,
} from '@/db/schema';
import { courtsBeside, dropCatalogue, findClub, getClub } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { addDays, localDateOf } from '@/lib/core/time';
import { listViolations } from '@/lib/integrity/check-consistency';
import { sweep } from '@/lib/jobs/sweep';
import { bookCourt } from '@/lib/payments/book-court';
import { settlePayment } from '@/lib/payments/settle-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { lockCourt } from '@/lib/reservations/confirm-reservation';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { getReservation } from '@/lib/reservations/reservation-details';
import {
  type Court,
  makeClub,
  makeCourt,
  makePayment,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { startOtherProcess } from '@/test/other-process/start';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { countWaiting } from '@/test/waiting';
import { deleteClub } from './delete-club';
import { findOperation } from './get-operation';
import { failOperation, propagateClubChange } from './propagate-club-change';

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

/** More paid bookings than one commit cancels, on each of the courts. */
async function bookALot(clubId: number, aCourt: number): Promise<void> {
  const players = await Promise.all([1, 2, 3].map(() => makeUser()));
  await db().execute(sqlText`insert into reservations (id, club_id, court_id, user_id, status, starts_at, ends_at,
      price_minor, currency, refund_policy)
    select gen_random_uuid(), ${clubId}, c.id, (array[${sqlText.join(
      players.map(({ id }) => sqlText`${id}::uuid`),
      sqlText`, `,
    )}])[1 + (i + c.id) % 3], 'confirmed', now() + i * interval '2 hours', now() + (i + 0.5) * interval '2 hours', 4500, 'EUR',
      '{"freeHours":24,"laterPercent":50,"nothingHours":2}'
    from courts c, generate_series(1, ${aCourt}) i where c.club_id = ${clubId}`);
  await db().execute(sqlText`insert into payments (id, reservation_id, user_id, status, amount_minor, received_minor, currency,
      payment_intent_id, completed_at)
    select gen_random_uuid(), id, user_id, 'completed', 4500, 4500, 'EUR', 'pi_' || id, now()
    from reservations where club_id = ${clubId}`);
}

/** The state of a club, its bookings and their money. */
async function tally(clubId: number) {
  const [row] = await db().execute(sqlText`select
      (select deleted_at is not null from clubs where id = ${clubId}) as deleted,
      (select count(*)::int from courts where club_id = ${clubId} and deactivated_at is null) as open_courts,
      count(*) filter (where r.status = 'confirmed')::int as confirmed,
      count(*) filter (where r.status = 'cancelled')::int as cancelled,
      (select count(*)::int from refunds f join payments p on p.id = f.payment_id join reservations x on x.id = p.reservation_id
        where x.club_id = ${clubId}) as refunds,
      (select count(*)::int from notices n join reservations x on x.id = n.reservation_id where x.club_id = ${clubId}) as notices
    from reservations r where r.club_id = ${clubId}`);
  return row;
}

describe('a deletion that is cut short', () => {
  const operationOf = async (clubId: number) =>
    db()
      .select({ id: operations.id })
      .from(operations)
      .where(eq(operations.objectId, String(clubId)));

  async function killedHalfway() {
    const { club, ctx } = await makeOwnedClub();
    await bookALot(club.id, 80);
    const operator = await makeUser({ operatorSince: new Date() });
    const other = await startOtherProcess({ PISTA_CRASH_AT: 'club_partly_cancelled' });
    await expect(other.call('deleteClub', operator, club.id)).rejects.toThrow('gone');
    expect(await other.ended).toBe('SIGKILL');
    dropCatalogue();
    return { club, ctx };
  }

  test('sells nothing any more, breaks no promise, and is taken up by the sweep and its job', async () => {
    const { club } = await killedHalfway();
    expect(await tally(club.id)).toEqual({
      deleted: false,
      open_courts: 0,
      confirmed: 140,
      cancelled: 100,
      refunds: 100,
      notices: 100,
    });
    const unkept = (await listViolations()).map(({ check }) => check.type);
    expect(unkept).not.toContain('booking_in_deleted_club');
    expect(unkept).not.toContain('money_without_court');

    const [operation] = await operationOf(club.id);
    const operationId = operation?.id ?? '';
    await db()
      .update(operationServices)
      .set({ updatedAt: new Date(Date.now() - 61_000) })
      .where(eq(operationServices.operationId, operationId));
    expect((await sweep(systemContext('test'))).operations).toBe(1);
    await failOperation(operationId, 'the process died');
    // Two runs at once do each thing once.
    await Promise.all([1, 2].map(() => propagateClubChange(systemContext('test'), operationId)));
    expect(await tally(club.id)).toEqual({
      deleted: true,
      open_courts: 0,
      confirmed: 0,
      cancelled: 240,
      refunds: 240,
      notices: 240,
    });
    expect((await findOperation(operationId))?.status).toBe('consistent');
  });

  test('comes to its end when its owner asks again, as the same operation, and tells of all of it', async () => {
    const { club, ctx } = await killedHalfway();
    const [begun] = await operationOf(club.id);
    expect(await deleteClub(ctx, String(club.id))).toEqual({
      operationId: begun?.id,
      courts: 3,
      reservations: 240,
      refunds: 240,
      refundMinor: 240 * 4500,
      owedMinor: 0,
      currency: 'EUR',
      notices: 240,
    });
    expect(await tally(club.id)).toMatchObject({ deleted: true, cancelled: 240, refunds: 240 });
    expect(await operationOf(club.id)).toHaveLength(1);
  });
});

describe('deleting a club', () => {
  test('spec: test_cascade_operations — closes its courts, cancels what is to come, refunds it and tells each player', async () => {
    const { club, ctx, courts: three } = await makeOwnedClub();
    const booked = await Promise.all(
      three.flatMap((court) => [1, 2, 3, 4, 5].map(() => makeReservation({ courtId: court.id }))),
    );
    const paid = await Promise.all(booked.slice(0, 4).map((reservation) => makePayment(reservation)));

    expect(await deleteClub(ctx, String(club.id))).toEqual({
      operationId: expect.any(String),
      courts: 3,
      reservations: 15,
      refunds: 4,
      refundMinor: 4 * 4500,
      owedMinor: 0,
      currency: 'EUR',
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
        .from(liveEvents)
        .where(eq(liveEvents.userId, userId ?? ''));
      expect(live).toMatchObject([{ type: 'reservation.cancelled' }]);
    }
    const changes = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'club'), eq(audit.entityId, String(club.id))));
    expect(changes).toMatchObject([
      { fromState: 'active', toState: 'closing', actor: expect.stringMatching(/^staff:/) },
      { fromState: 'closing', toState: 'deleted', actor: expect.stringMatching(/^staff:/) },
    ]);
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

  test('leaves the player a page that shows what was booked and what comes back', async () => {
    const { club, ctx, courts: three } = await makeOwnedClub();
    const player = await makeUser();
    const booked = await makeReservation({ ...(three[0] && { courtId: three[0].id }), userId: player.id });
    await makePayment(booked);
    await deleteClub(ctx, club.slug);
    dropCatalogue();
    const shown = await getReservation(personContext(player), booked.id);
    expect(shown).toMatchObject({
      status: 'cancelled',
      club: { name: club.name, deletedAt: expect.any(Date) },
      refunds: [{ amountMinor: 4500, cause: 'club_deleted' }],
    });
    expect(await findClub(club.id)).toBeNull();
    expect(await courtsBeside(shown.court)).toMatchObject([{ id: booked.courtId }]);
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

    const attempts: Promise<string>[] = [];
    await transaction(async (tx) => {
      await lockCourt(tx, court.id);
      attempts.push(codeOf(deleteClub(ctx, String(club.id))));
      await expect.poll(countWaiting).toBe(1);
      attempts.push(codeOf(holdSlot(personContext(player), wish(court, '10:00'))));
      await expect.poll(countWaiting).toBe(2);
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
