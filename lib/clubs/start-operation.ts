import type { Tx } from '@/db';
import { type OPERATION_SERVICES, operationServices, operations } from '@/db/schema';
import { actorName, type Context } from '@/lib/core/context';

export type OperationService = (typeof OPERATION_SERVICES)[number];
type OperationKind = 'club_changed' | 'club_deleted' | 'clubs_synced';

type Start = {
  kind: OperationKind;
  /** The id of the club, or of another object of the operation. */
  objectId: string | number;
  services: readonly OperationService[];
  /** Whether further commits of the database are to follow. */
  unfinished?: boolean;
};

/**
 * Stores a change for several services, in the transaction of the change. Its commit completes the database's part,
 * unless more is to follow; returns the operation's id.
 */
export async function startOperation(
  tx: Tx,
  ctx: Context,
  { kind, objectId, services, unfinished = false }: Start,
): Promise<string> {
  const [operation] = await tx
    .insert(operations)
    .values({ kind, objectId: String(objectId), startedBy: actorName(ctx.actor) })
    .returning({ id: operations.id });
  if (!operation) throw new Error('an insert always answers its row');
  const rows = services.map((service) => ({
    operationId: operation.id,
    service,
    status: service === 'database' && !unfinished ? ('completed' as const) : ('pending' as const),
  }));
  await tx.insert(operationServices).values(rows);
  return operation.id;
}
