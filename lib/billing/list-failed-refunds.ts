import { and, desc, eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, payments, refunds, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { IS_UNSETTLED } from '@/lib/refunds/is-unsettled';
import { account, BOOKING, IS_ACCOUNT, IS_MEMBER, IS_PERSON, member, person } from './booking-taker';

const SHOWN = 100;

const read = (clubId: number) =>
  db()
    .select({
      id: refunds.id,
      reservationId: reservations.id,
      amountMinor: refunds.amountMinor,
      currency: refunds.currency,
      failureReason: refunds.failureReason,
      failedAt: refunds.updatedAt,
      timeZone: clubs.timeZone,
      ...BOOKING,
    })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .innerJoin(reservations, eq(reservations.id, payments.reservationId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .leftJoin(account, IS_ACCOUNT)
    .leftJoin(person, IS_PERSON)
    .leftJoin(member, IS_MEMBER)
    .where(and(eq(reservations.clubId, clubId), IS_UNSETTLED))
    .orderBy(desc(refunds.updatedAt))
    .limit(SHOWN);

/** A refund by card that failed, with whose it is. */
export type FailedRefund = Awaited<ReturnType<typeof read>>[number];

/**
 * The refunds of a club that failed and whose money is still to be given back, newest first.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listFailedRefunds(ctx: Context, clubIdOrSlug: string): Promise<FailedRefund[]> {
  const { id: clubId } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'seeMoney');
  return read(clubId);
}
