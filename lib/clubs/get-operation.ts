import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { operationServices, operations } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import { actorName, type Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { OperationService } from './start-operation';

type ServiceStatus = (typeof operationServices.$inferSelect)['status'];
type OperationStatus = 'pending' | 'consistent' | 'failed';
export type Operation = {
  id: string;
  kind: string;
  objectId: string;
  startedBy: string;
  status: OperationStatus;
  services: Partial<Record<OperationService, ServiceStatus>>;
};

/**
 * The state of an operation, for its starter and for operators.
 * @throws AppError `not_found`, also for somebody else's
 */
export async function getOperation(ctx: Context, id: string): Promise<Operation> {
  const person = requireActor(ctx);
  const operation = await findOperation(id);
  if (!operation || (operation.startedBy !== actorName(person) && !person.operator)) {
    throw notFound('operation');
  }
  return operation;
}

/** One operation with the state of each of its services. */
export async function findOperation(id: string): Promise<Operation | null> {
  const rows = await db()
    .select({ operation: operations, service: operationServices.service, status: operationServices.status })
    .from(operations)
    .innerJoin(operationServices, eq(operationServices.operationId, operations.id))
    .where(eq(operations.id, id));
  const [first] = rows;
  if (!first) return null;
  const { kind, objectId, startedBy } = first.operation;
  const services = Object.fromEntries(rows.map(({ service, status }) => [service, status]));
  return { id, kind, objectId, startedBy, status: statusOf(Object.values(services)), services };
}

/** `consistent` when every service has the change, `failed` when one never will. */
function statusOf(statuses: readonly ServiceStatus[]): OperationStatus {
  if (statuses.includes('failed')) return 'failed';
  return statuses.every((status) => status === 'completed') ? 'consistent' : 'pending';
}
