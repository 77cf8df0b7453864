import { and, asc, inArray, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '@/db';
import { payments } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';
import { HOLDS_MONEY } from '@/lib/ledger/disputes';
import { RETURNED_MINOR } from '@/lib/ledger/returned-minor';

/** What has been promised back of a payment, and whether a bank holds the rest until its dispute ends. */
type Standing = { promisedMinor: number; inDispute: boolean };

/** The payment that was taken, with what is already promised back on it. */
export type Paid = typeof payments.$inferSelect & Standing;

/** The payment that stands for a reservation, if any; locked when the caller is about to give some of it back. */
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
  const counted = all.map((payment) => ({ ...payment, ...(known.get(payment.id) ?? UNTOUCHED) }));
  const stand = [...groupBy(counted, ({ reservationId }) => reservationId)].flatMap(([id, came]) => {
    const paid = firstLeft(came);
    return paid ? [[id, paid] as const] : [];
  });
  return new Map(stand);
}

/** Of those that came, the first of which something is left, else the first: the others are duplicates, or came too late and went back. */
const firstLeft = (came: readonly Paid[]): Paid | undefined =>
  came.find(({ receivedMinor, promisedMinor }) => receivedMinor > promisedMinor) ?? came[0];

/** What has been given back of a payment or is on its way, in minor units and whichever way. */
export const promisedMinor = async (on: Tx | Db, paymentId: string): Promise<number> =>
  ((await listStandings(on, [paymentId])).get(paymentId) ?? UNTOUCHED).promisedMinor;

const UNTOUCHED: Standing = { promisedMinor: 0, inDispute: false };

const standingsSchema = z.array(
  z.object({ id: z.string(), promisedMinor: z.number(), inDispute: z.boolean() }),
);

async function listStandings(on: Tx | Db, paymentIds: string[]): Promise<Map<string, Standing>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await on.execute(sql`
    select p.id, ${RETURNED_MINOR}::int as "promisedMinor",
      exists (select from disputes d where d.payment_id = p.id and ${HOLDS_MONEY}) as "inDispute"
    from payments p where p.id in ${paymentIds}`);
  return new Map(standingsSchema.parse([...rows]).map(({ id, ...standing }) => [id, standing]));
}
