import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';

/**
 * What pays for a reservation `r`, in minor units; what staff gave back on purpose is theirs to give. A refund of ours
 * that was covered counts, since what covers it does not.
 */
export const COVER_MINOR = sql`(
  (select coalesce(sum(p.received_minor), 0) from payments p
    where p.reservation_id = r.id and p.completed_at is not null and p.currency = r.currency)
  - (select coalesce(sum(f.amount_minor), 0) from refunds f join payments p on p.id = f.payment_id
    where p.reservation_id = r.id and p.currency = r.currency
      and f.status <> 'failed' and f.cause not in ('staff', 'dashboard')))`;

const coverSchema = z.tuple([z.object({ minor: z.number() })]);

/** The same of one reservation. */
export async function coverOf(tx: Tx, reservationId: string): Promise<number> {
  const rows = await tx.execute(
    sql`select ${COVER_MINOR}::int as minor from reservations r where r.id = ${reservationId}::uuid`,
  );
  return coverSchema.parse([...rows])[0].minor;
}
