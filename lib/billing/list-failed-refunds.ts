import { and, count, desc, eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, payments, refunds, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { IS_UNSETTLED } from '@/lib/refunds/is-unsettled';
import type { Paging } from '@/lib/web/paging';
import { account, BOOKING, IS_ACCOUNT, IS_MEMBER, IS_PERSON, member, person } from './booking-taker';

const read = (clubId: number, { page, pageSize }: Paging) =>
  db()
    .select({
      id: refunds.id,
      paymentId: payments.id,
      reservationId: reservations.id,
      amountMinor: refunds.amountMinor,
      currency: refunds.currency,
      cause: refunds.cause,
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
    .orderBy(desc(refunds.updatedAt), refunds.id)
    .limit(pageSize)
    .offset((page - 1) * pageSize);

const countAll = (clubId: number) =>
  db()
    .select({ count: count() })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .innerJoin(reservations, eq(reservations.id, payments.reservationId))
    .where(and(eq(reservations.clubId, clubId), IS_UNSETTLED));

/** A refund by card that failed, with whose it is. */
export type FailedRefund = Awaited<ReturnType<typeof read>>[number];

/**
 * The refunds of a club that failed and whose money is still to be given back, newest first.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listFailedRefunds(
  ctx: Context,
  clubIdOrSlug: string,
  asked: Paging,
): Promise<{ results: FailedRefund[]; count: number }> {
  const { id: clubId } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'seeMoney');
  const [results, [total]] = await Promise.all([read(clubId, asked), countAll(clubId)]);
  return { results, count: total?.count ?? 0 };
}
