import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';

/**
 * What pays for a reservation `r`, in minor units. What staff gave back on purpose is theirs to give; of what somebody
 * gave back at Stripe itself only that counts as gone without which nobody has let the booking stand. A refund of ours
 * that was covered counts, since what covers it does not.
 */
export const COVER_MINOR = sql`(
  (select coalesce(sum(p.received_minor), 0) from payments p
    where p.reservation_id = r.id and p.completed_at is not null and p.currency = r.currency)
  - (select coalesce(sum(case when f.cause in ('staff', 'dashboard') then f.missing_minor else f.amount_minor end), 0)
    from refunds f join payments p on p.id = f.payment_id
    where p.reservation_id = r.id and p.currency = r.currency and f.status <> 'failed'))`;

/** Whether a reservation `r` is a booking that its player has and pays for online. */
export const IS_SOLD = sql`(r.kind = 'booking' and r.status in ('confirmed', 'completed', 'no_show')
  and r.staff_settled_by is null)`;

/** Whether a court lacks what a refund `f` gave back at Stripe itself: nobody has let its booking stand without. */
export const IS_MISSED = sql`(f.missing_minor > 0 and f.status <> 'failed')`;

/** Whether such a reservation lacks money that was given back at Stripe itself, so that somebody must say whether it stands. */
export const IS_GIVEN_BACK = sql`(r.id in (select p.reservation_id from refunds f join payments p on p.id = f.payment_id
    where ${IS_MISSED})
  and ${COVER_MINOR} < r.price_minor)`;

/** Whether that is asked about one reservation. */
export async function isGivenBack(tx: Tx, reservationId: string): Promise<boolean> {
  const rows = await tx.execute(
    sql`select r.id from reservations r where r.id = ${reservationId}::uuid and ${IS_SOLD} and ${IS_GIVEN_BACK}`,
  );
  return rows.length > 0;
}

const coverSchema = z.tuple([z.object({ minor: z.number() })]);

/** What pays for one reservation. */
export async function coverOf(tx: Tx, reservationId: string): Promise<number> {
  const rows = await tx.execute(
    sql`select ${COVER_MINOR}::int as minor from reservations r where r.id = ${reservationId}::uuid`,
  );
  return coverSchema.parse([...rows])[0].minor;
}
