import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { operationServices, operations } from '@/db/schema';
import { isSelf, may, requireActor } from '@/lib/auth/permissions';
import { actorName, type Context, type Person } from '@/lib/core/context';
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
 * The state of an operation, for its starter, the staff of its club and operators.
 * @throws AppError `not_found`, also for somebody else's
 */
export async function getOperation(ctx: Context, id: string): Promise<Operation> {
  const person = requireActor(ctx);
  const operation = await findOperation(id);
  if (!operation || !maySee(person, operation)) throw notFound('operation');
  return operation;
}

function maySee(person: Person, { kind, objectId, startedBy }: Operation): boolean {
  if (person.operator || (isSelf(person) && startedBy === actorName(person))) return true;
  return kind !== 'clubs_synced' && may(person, Number(objectId), 'seeSetUp');
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
