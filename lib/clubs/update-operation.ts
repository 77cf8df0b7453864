import { and, eq, sql } from 'drizzle-orm';
import { type Db, db, type Tx } from '@/db';
import { operationServices } from '@/db/schema';
import type { OperationService } from './start-operation';

type Part = { operationId: string; service: OperationService };

/** Marks one service's part as completed or failed. A completed part stays completed. */
export async function updateOperation(
  { operationId, service }: Part,
  outcome: { status: 'completed' } | { status: 'failed'; lastError: string },
  on: Db | Tx = db(),
): Promise<void> {
  await on
    .update(operationServices)
    .set({ lastError: null, ...outcome, updatedAt: sql`now()` })
    .where(
      and(
        eq(operationServices.operationId, operationId),
        eq(operationServices.service, service),
        sql`${operationServices.status} <> 'completed'`,
      ),
    );
}
