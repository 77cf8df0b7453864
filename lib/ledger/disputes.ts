import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '@/db';

/** The final statuses of a dispute. A `lost` one may be appealed (docs.stripe.com/api/disputes/object). */
export const OVER = ['won', 'lost', 'warning_closed', 'prevented'];

/** Whether the bank has decided, or never will. */
export const isOver = (status: string): boolean => OVER.includes(status);

/** Whether the bank has taken the money of a dispute `d` for good, unless an appeal wins it back. */
export const IS_LOST: SQL = sql`(d.status = 'lost')`;

/**
 * SQL: whether the bank holds the money of a dispute `d`, which is open and whose charge Stripe does not refund. An
 * inquiry holds nothing while Stripe would still refund.
 */
export const HOLDS_MONEY: SQL = sql`(d.status not in ${OVER} and not (d.status like 'warning_%' and d.refundable))`;

/** Whether a bank holds money of a payment `p`. */
export const IS_HELD: SQL = sql`exists (select from disputes d where d.payment_id = p.id and ${HOLDS_MONEY})`;

/** Whether the bank has taken the money of a dispute `d`, for good or while it decides. */
export const IS_WITHDRAWN: SQL = sql`(${IS_LOST} or ${HOLDS_MONEY})`;

/** The same for a dispute as Stripe gives it. */
export const isWithdrawn = ({ status, refundable }: { status: string; refundable: boolean }): boolean =>
  status === 'lost' || (!isOver(status) && !(status.startsWith('warning_') && refundable));

const foundSchema = z.array(z.object({ id: z.string() }));

/** The dispute that holds the money of a payment, which cannot be refunded until it ends. */
export async function findHoldingDispute(on: Tx | Db, paymentId: string): Promise<string | undefined> {
  const rows = await on.execute(sql`select d.id from disputes d
    where d.payment_id = ${paymentId}::uuid and ${HOLDS_MONEY} order by d.opened_at, d.id limit 1`);
  return foundSchema.parse([...rows])[0]?.id;
}
