import { eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { payments, refunds } from '@/db/schema';
import { isAway } from './tolerant-run';

/** A row whose event returns until Stripe has done its part. */
type Asking = { cancelOfPayment: string } | { refund: string };

/**
 * Does a row's work. An error of the row itself puts it off for 1, 2, 4 … minutes, at most half a day, and the checks
 * show it to staff.
 */
export async function backOff<T>(row: Asking, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAway(error)) await rest(row);
    throw error;
  }
}

async function rest(row: Asking): Promise<void> {
  if ('refund' in row) {
    const { sendFailures } = refunds;
    await db()
      .update(refunds)
      .set({ sendFailures: sql`${sendFailures} + 1`, retryAfter: after(sql`${sendFailures}`) })
      .where(eq(refunds.id, row.refund));
  } else {
    const { cancelFailures } = payments;
    await db()
      .update(payments)
      .set({ cancelFailures: sql`${cancelFailures} + 1`, cancelRetryAfter: after(sql`${cancelFailures}`) })
      .where(eq(payments.id, row.cancelOfPayment));
  }
}

const after = (failures: ReturnType<typeof sql>) =>
  sql`now() + least(interval '12 hours', interval '1 minute' * power(2, least(${failures}, 20)))`;
