import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { refunds } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { cancelMany } from '@/lib/reservations/cancel-many';
import { findPaid, type Paid } from '@/lib/reservations/find-paid';
import { leftOfAll } from '@/lib/reservations/split-refund';
import { makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { withoutLocks } from '@/test/without-locks';
import { refundPayment } from './refund-payment';

const TWENTY = Array.from({ length: 20 });

async function paid() {
  const [player, manager] = await Promise.all([makeUser(), makeUser()]);
  const reservation = await makeReservation({ userId: player.id });
  const { id: paymentId } = await makePayment(reservation);
  const staff = [{ clubId: reservation.clubId, role: 'manager' as const }];
  return {
    reservation,
    paymentId,
    asPlayer: personContext(player),
    asManager: personContext(manager, { staff }),
  };
}

type Booked = Awaited<ReturnType<typeof paid>>;

const wins = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === 'fulfilled').length;

const askedOf = async ({ paymentId }: Booked) =>
  (await db().select().from(refunds).where(eq(refunds.paymentId, paymentId))).length;

/** Twenty calls that all read before any of them writes, as without the locks. */
async function lookThenWrite({ reservation }: Booked, write: (standing: Paid) => Promise<unknown>) {
  const looks = await Promise.all(TWENTY.map(() => findPaid(db(), reservation.id)));
  return wins(await Promise.allSettled(looks.map(write)));
}

const refundAll =
  ({ asManager }: Booked) =>
  ({ cards }: Paid) =>
    transaction((tx) =>
      tx.insert(refunds).values(
        cards.map(({ id: paymentId, leftMinor: amountMinor, currency }) => ({
          paymentId,
          amountMinor,
          currency,
          cause: 'staff' as const,
          requestedBy: asManager.requestId,
        })),
      ),
    );

const cancel =
  ({ reservation, asPlayer }: Booked) =>
  (standing: Paid) =>
    transaction((tx, after) => {
      const refundMinor = leftOfAll(standing);
      const why = { cause: 'cancellation', notice: 'reservation_cancelled' } as const;
      return cancelMany(
        tx,
        after,
        asPlayer,
        [{ reservation, paid: standing, refundMinor, rule: 'free' }],
        why,
      );
    });

/** The database itself lets no more go back than came. */
const withoutRule = async (work: () => Promise<void>) => {
  await db().execute(sql`alter table refunds disable trigger refunds_within_payment_insert`);
  await work();
  await db().execute(sql`alter table refunds enable trigger refunds_within_payment_insert`);
};

describe('A21 twenty at once', () => {
  test('cancel one booking: one does, and one refund is asked for', async () => {
    const booked = await paid();
    const { asPlayer, reservation } = booked;
    const attempts = TWENTY.map(() => cancelReservation(asPlayer, { reservationId: reservation.id }));
    expect(wins(await Promise.allSettled(attempts))).toBe(1);
    expect(await askedOf(booked)).toBe(1);
  });

  test('give the same money back: one does', async () => {
    const booked = await paid();
    const { asManager, paymentId } = booked;
    const reason = 'requested_by_customer' as const;
    const attempts = TWENTY.map(() => refundPayment(asManager, { paymentId, reason }));
    expect(wins(await Promise.allSettled(attempts))).toBe(1);
    expect(await askedOf(booked)).toBe(1);
  });

  test.each([
    ['cancel', cancel],
    ['refund', refundAll],
  ])(
    'control: %s without the lock, and without the database’s own rule, and more than one wins',
    (_, write) =>
      withoutRule(() =>
        withoutLocks(async () => {
          const booked = await paid();
          expect(await lookThenWrite(booked, write(booked))).toBeGreaterThan(1);
          expect(await askedOf(booked)).toBeGreaterThan(1);
        }),
      ),
  );
});
