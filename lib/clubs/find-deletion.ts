import { and, asc, eq } from 'drizzle-orm';
import { type Db, db, type Tx } from '@/db';
import { operationServices, operations } from '@/db/schema';

/** The unfinished deletion of this club. */
export async function findDeletion(on: Db | Tx, clubId: number): Promise<string | undefined> {
  const [begun] = await on
    .select({ id: operations.id })
    .from(operations)
    .innerJoin(operationServices, eq(operationServices.operationId, operations.id))
    .where(
      and(
        eq(operations.kind, 'club_deleted'),
        eq(operations.objectId, String(clubId)),
        eq(operationServices.service, 'database'),
        eq(operationServices.status, 'pending'),
      ),
    )
    .orderBy(asc(operations.id))
    .limit(1);
  return begun?.id;
}

/** Whether a closing of the club has begun and is not done yet. */
export const isClosing = async (clubId: number): Promise<boolean> =>
  (await findDeletion(db(), clubId)) !== undefined;
