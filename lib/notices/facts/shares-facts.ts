import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { payments } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { firstOf } from '@/lib/notices/object-id';
import type { Notice, SharesFacts } from '@/lib/notices/notice-facts';
import { readReservation } from './reservation-facts';

/**
 * Reads the facts of a notice about the open shares that a saved card had to pay.
 * @throws AppError not_found
 */
export async function readShares(notice: Notice) {
  const { facts: game, ...about } = await readReservation(notice);
  const [payment] = await db()
    .select({ minor: payments.amountMinor, currency: payments.currency })
    .from(payments)
    .where(eq(payments.id, firstOf(notice.objectId)));
  if (!payment) throw notFound('payment');
  const facts: SharesFacts = { ...game, open: formatMoney(payment.minor, payment.currency, notice.locale) };
  return { ...about, facts };
}
