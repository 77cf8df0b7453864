import { and, asc, inArray, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '@/db';
import { payments } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';
import { IS_HELD } from '@/lib/ledger/disputes';
import { LEFT_MINOR } from '@/lib/ledger/money-words';

/** What can still be given back of a payment, and whether a bank holds it until its dispute ends. */
type Standing = { leftMinor: number; inDispute: boolean };

/** A taken payment with what is left of it. */
export type Paid = typeof payments.$inferSelect & Standing;

/** The standing payment of a reservation, if any, locked for a refund when asked. */
export const findStandingPayment = async (
  on: Tx | Db,
  reservationId: string,
  lock = false,
): Promise<Paid | undefined> => (await listStandingPayments(on, [reservationId], lock)).get(reservationId);

/** The standing payments of some reservations, by reservation. */
export async function listStandingPayments(
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
  const known = await listStandings(
    on,
    all.map(({ id }) => id),
  );
  const counted = all.flatMap((payment) => {
    const standing = known.get(payment.id);
    return standing ? [{ ...payment, ...standing }] : [];
  });
  const stand = [...groupBy(counted, ({ reservationId }) => reservationId)].flatMap(([id, came]) => {
    const paid = firstLeft(came);
    return paid ? [[id, paid] as const] : [];
  });
  return new Map(stand);
}

/** Of several payments the first with money left stands, else the first. The others were duplicates or late. */
const firstLeft = (came: readonly Paid[]): Paid | undefined =>
  came.find(({ leftMinor }) => leftMinor > 0) ?? came[0];

const standingsSchema = z.array(z.object({ id: z.string(), leftMinor: z.number(), inDispute: z.boolean() }));

async function listStandings(on: Tx | Db, paymentIds: string[]): Promise<Map<string, Standing>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await on.execute(sql`
    select p.id, ${LEFT_MINOR}::int as "leftMinor", ${IS_HELD} as "inDispute"
    from payments p where p.id in ${paymentIds}`);
  return new Map(standingsSchema.parse([...rows]).map(({ id, ...standing }) => [id, standing]));
}
