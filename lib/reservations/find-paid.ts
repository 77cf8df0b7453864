import { and, asc, inArray, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '@/db';
import { payments } from '@/db/schema';
import { groupBy } from '@/lib/group-by';
import { RETURNED_MINOR } from '@/lib/returned-minor';

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
    .where(and(inArray(payments.reservationId, [...reservationIds]), isNotNull(payments.completedAt)))
    .orderBy(asc(payments.completedAt));
  const all = lock ? await taken.for('update') : await taken;
  const promised = await listPromised(
    on,
    all.map(({ id }) => id),
  );
  const counted = all.map((payment) => ({ ...payment, promisedMinor: promised.get(payment.id) ?? 0 }));
  const stand = [...groupBy(counted, ({ reservationId }) => reservationId)].flatMap(([id, came]) => {
    const paid = standing(came);
    return paid ? [[id, paid] as const] : [];
  });
  return new Map(stand);
}

/** Of those that came, the first of which something is left, else the first: the others are duplicates, or came too late and went back. */
const standing = (came: readonly Paid[]): Paid | undefined =>
  came.find(({ receivedMinor, promisedMinor }) => receivedMinor > promisedMinor) ?? came[0];

/** What has been given back of a payment or is on its way, in minor units and whichever way. */
export const promisedMinor = async (on: Tx | Db, paymentId: string): Promise<number> =>
  (await listPromised(on, [paymentId])).get(paymentId) ?? 0;

const promisedSchema = z.array(z.object({ id: z.string(), minor: z.number() }));

async function listPromised(on: Tx | Db, paymentIds: string[]): Promise<Map<string, number>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await on.execute(
    sql`select p.id, ${RETURNED_MINOR}::int as minor from payments p where p.id in ${paymentIds}`,
  );
  return new Map(promisedSchema.parse([...rows]).map(({ id, minor }) => [id, minor]));
}
