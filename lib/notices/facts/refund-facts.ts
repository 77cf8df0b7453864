import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { refunds } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import type { Notice, RefundFacts } from '@/lib/notices/notice-facts';
import { readReservation } from './reservation-facts';

/**
 * Reads the facts of a notice about its refund.
 * @throws AppError not_found
 */
export async function readRefund(notice: Notice) {
  const [refund] =
    notice.refundId === null ? [] : await db().select().from(refunds).where(eq(refunds.id, notice.refundId));
  if (!refund) throw notFound('refund');
  const { facts: reservation, reader } = await readReservation(notice);
  const facts: RefundFacts = {
    ...reservation,
    refund: formatMoney(refund.amountMinor, refund.currency, notice.locale),
    lateBecause: refund.lateBecause,
    failureReason: refund.failureReason,
    undecided: refund.missingMinor > 0 && reservation.court === 'theirs',
  };
  return { facts, refundStatus: refund.status, reader };
}
