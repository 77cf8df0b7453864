import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '@/db';

const idsSchema = z.array(z.object({ id: z.uuid() }));

/** The ids of the people of a club with this very address or number. An account's number does not count. */
export async function findExact(
  executor: Db | Tx,
  clubId: number,
  email: string,
  phone: string | null,
): Promise<string[]> {
  const rows = await executor.execute(sql`
    with found as (
      select id from customers where club_id = ${clubId} and phone = ${phone}
      union
      select id from customers where club_id = ${clubId} and email = ${email} and merged_into is null
      union
      select c.id from users u join customers c on c.user_id = u.id and c.club_id = ${clubId}
        where u.email = ${email}
    )
    select id from found join customers using (id) where merged_into is null and erased_at is null order by id`);
  return idsSchema.parse([...rows]).map(({ id }) => id);
}
