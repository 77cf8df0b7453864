import { desc, eq, isNotNull } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, payments, refunds, reservations, users } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { IS_UNSETTLED } from '@/lib/refunds/is-unsettled';
import { listGivenBack } from './list-given-back';

const SHOWN = 100;

const who = { club: clubs.name, player: users.email, reservationId: reservations.id };

/**
 * Failed refunds, payments to review, newest first, and bookings to decide after a refund at Stripe itself.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listMoneyTrouble(ctx: Context) {
  requireOperator(ctx);
  const [failedRefunds, toReview, givenBack] = await Promise.all([
    db()
      .select({
        ...who,
        id: refunds.id,
        amountMinor: refunds.amountMinor,
        currency: refunds.currency,
        cause: refunds.cause,
        attempt: refunds.attempt,
        failureReason: refunds.failureReason,
        at: refunds.updatedAt,
      })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .innerJoin(reservations, eq(reservations.id, payments.reservationId))
      .innerJoin(clubs, eq(clubs.id, reservations.clubId))
      .leftJoin(users, eq(users.id, reservations.userId))
      .where(IS_UNSETTLED)
      .orderBy(desc(refunds.updatedAt))
      .limit(SHOWN),
    db()
      .select({
        ...who,
        id: payments.id,
        amountMinor: payments.amountMinor,
        receivedMinor: payments.receivedMinor,
        currency: payments.currency,
        reason: payments.needsReview,
        at: payments.updatedAt,
      })
      .from(payments)
      .innerJoin(reservations, eq(reservations.id, payments.reservationId))
      .innerJoin(clubs, eq(clubs.id, reservations.clubId))
      .leftJoin(users, eq(users.id, reservations.userId))
      .where(isNotNull(payments.needsReview))
      .orderBy(desc(payments.updatedAt))
      .limit(SHOWN),
    listGivenBack(ctx),
  ]);
  return { failedRefunds, toReview, givenBack };
}
