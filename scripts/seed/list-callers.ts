import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import { customers } from '@/db/schema';

/** People of a club without an account who have a number, by their numbers from the lowest or the highest on. */
export async function listCallers(
  tx: Tx,
  clubId: number,
  count: number,
  from: 'lowest' | 'highest',
): Promise<string[]> {
  const rows = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.clubId, clubId),
        isNull(customers.userId),
        isNull(customers.blockedAt),
        isNotNull(customers.phone),
      ),
    )
    .orderBy(from === 'lowest' ? asc(customers.phone) : desc(customers.phone))
    .limit(count);
  return rows.map(({ id }) => id);
}
