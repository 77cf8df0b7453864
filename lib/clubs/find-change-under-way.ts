import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import { db } from '@/db';
import { operations } from '@/db/schema';
import { findOperation, type Operation } from './get-operation';

/** The last change of a club, while some service has yet to take it on. Null once all have, and after a day. */
export async function findChangeUnderWay(clubId: number): Promise<Operation | null> {
  const [last] = await db()
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.objectId, String(clubId)),
        ne(operations.kind, 'clubs_synced'),
        gt(operations.createdAt, sql`now() - interval '1 day'`),
      ),
    )
    .orderBy(desc(operations.id))
    .limit(1);
  const operation = last ? await findOperation(last.id) : null;
  return operation?.status === 'consistent' ? null : operation;
}
