import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { IS_OPEN_DUE } from '@/lib/ledger/money-words';
import { BOOKINGS_OF } from './bookings-of';

/** What a person owes the club, in minor units, whatever the club owes them. */
export async function readOwed({ id }: { id: string }): Promise<number> {
  const rows = await db().execute(sql`
    select coalesce(sum(u.amount_minor), 0)::int as minor
    from customers person cross join lateral ${BOOKINGS_OF} r
    join dues u on u.reservation_id = r.id and ${IS_OPEN_DUE} and u.amount_minor > 0
    where person.id = ${id}::uuid`);
  return z.tuple([z.object({ minor: z.int() })]).parse([...rows])[0].minor;
}
