import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { RESERVATION_KINDS, RESERVATION_STATUSES } from '@/db/schema';
import type { Customer } from '@/lib/desk/read-customers';
import { DUE_MINOR } from '@/lib/ledger/money-words';
import { BOOKINGS_OF } from './bookings-of';

const SHOWN = 50;

const rowSchema = z.object({
  id: z.uuid(),
  courtName: z.string(),
  kind: z.enum(RESERVATION_KINDS),
  status: z.enum(RESERVATION_STATUSES),
  startsAt: z.coerce.number(),
  endsAt: z.coerce.number(),
  priceMinor: z.int(),
  owedMinor: z.coerce.number(),
  currency: z.string(),
});

/** A booking of a person. Times are epoch ms, amounts minor units. */
export type PersonBooking = z.output<typeof rowSchema>;

/**
 * The bookings of a person at their club: all that are not over, next first, and the last fifty of the others. Holds
 * that ran out unpaid are left out.
 */
export async function listPersonBookings(
  { id }: Pick<Customer, 'id'>,
  now: Date,
): Promise<{ ahead: PersonBooking[]; past: PersonBooking[] }> {
  const at = now.toISOString();
  const read = (which: ReturnType<typeof sql>) => sql`
    select r.id, court.name as "courtName", r.kind, r.status, r.price_minor as "priceMinor", r.currency,
      date_part('epoch', r.starts_at) * 1000 as "startsAt", date_part('epoch', r.ends_at) * 1000 as "endsAt",
      ${DUE_MINOR} as "owedMinor"
    from customers person cross join lateral ${BOOKINGS_OF} r join courts court on court.id = r.court_id
    where person.id = ${id}::uuid and r.status <> 'expired' and ${which}`;
  const isAhead = sql`(r.ends_at > ${at} and r.status in ('payment_pending', 'pending', 'confirmed'))`;
  const [ahead, past] = await Promise.all([
    db().execute(sql`${read(isAhead)} order by r.starts_at, r.id`),
    db().execute(sql`${read(sql`not ${isAhead}`)} order by r.starts_at desc, r.id limit ${SHOWN}`),
  ]);
  const rows = z.array(rowSchema);
  return { ahead: rows.parse([...ahead]), past: rows.parse([...past]) };
}
