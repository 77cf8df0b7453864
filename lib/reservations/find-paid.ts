import { and, asc, inArray, notInArray, sum } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { payments, refunds } from '@/db/schema';
import { groupBy } from '@/lib/group-by';

/** The payment that was taken, with what is already promised back on it. */
export type Paid = typeof payments.$inferSelect & { promisedMinor: number };

/** The payment that stands for a reservation, if any; locked when the caller is about to give some of it back. */
export const findPaid = async (on: Tx | Db, reservationId: string, lock = false): Promise<Paid | undefined> =>
  (await listPaid(on, [reservationId], lock)).get(reservationId);

/** The payments that stand for some reservations, by reservation. */
export async function listPaid(
  on: Tx | Db,
  reservationIds: readonly string[],
  lock = false,
): Promise<Map<string, Paid>> {
  const taken = on
    .select()
    .from(payments)
    .where(
      and(
        inArray(payments.reservationId, [...reservationIds]),
        inArray(payments.status, ['completed', 'partially_refunded']),
      ),
    )
    .orderBy(asc(payments.completedAt));
  const all = lock ? await taken.for('update') : await taken;
  const promised = await listPromised(
    on,
    all.map(({ id }) => id),
  );
  // The first that came stands for the reservation; a later one is a duplicate on its way back.
  const firsts = [...groupBy(all, ({ reservationId }) => reservationId)].flatMap(([id, [first]]) =>
    first ? [[id, { ...first, promisedMinor: promised.get(first.id) ?? 0 }] as const] : [],
  );
  return new Map(firsts);
}

/** What has been given back of a payment or is on its way, in minor units; a refund that failed, or that another one covers, does not count. */
export const promisedMinor = async (on: Tx | Db, paymentId: string): Promise<number> =>
  (await listPromised(on, [paymentId])).get(paymentId) ?? 0;

async function listPromised(on: Tx | Db, paymentIds: string[]): Promise<Map<string, number>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await on
    .select({ paymentId: refunds.paymentId, total: sum(refunds.amountMinor).mapWith(Number) })
    .from(refunds)
    .where(and(inArray(refunds.paymentId, paymentIds), notInArray(refunds.status, ['failed', 'covered'])))
    .groupBy(refunds.paymentId);
  return new Map(rows.map(({ paymentId, total }) => [paymentId, total ?? 0]));
}
