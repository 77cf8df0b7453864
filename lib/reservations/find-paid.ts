import { and, asc, eq, inArray, ne, sum } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { payments, refunds } from '@/db/schema';

/** The payment that was taken, with what is already promised back on it. */
export type Paid = typeof payments.$inferSelect & { promisedMinor: number };

/** The payment that stands for a reservation, if any; locked when the caller is about to give some of it back. */
export async function findPaid(on: Tx | Db, reservationId: string, lock = false): Promise<Paid | undefined> {
  // The first that came stands for the reservation; a later one is a duplicate on its way back.
  const taken = on
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.reservationId, reservationId),
        inArray(payments.status, ['completed', 'partially_refunded']),
      ),
    )
    .orderBy(asc(payments.completedAt))
    .limit(1);
  const [payment] = lock ? await taken.for('update') : await taken;
  return payment && { ...payment, promisedMinor: await promisedMinor(on, payment.id) };
}

/** What has been given back of a payment or is on its way, in minor units; only a failed refund does not count. */
export async function promisedMinor(on: Tx | Db, paymentId: string): Promise<number> {
  const [row] = await on
    .select({ total: sum(refunds.amountMinor).mapWith(Number) })
    .from(refunds)
    .where(and(eq(refunds.paymentId, paymentId), ne(refunds.status, 'failed')));
  return row?.total ?? 0;
}
