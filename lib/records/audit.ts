import { sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { audit } from '@/db/schema';
import { actorName, type Context, keyOf } from '@/lib/core/context';

type Change = {
  entity: (typeof audit.$inferInsert)['entity'];
  entityId: string | number;
  from: string | null;
  to: string;
  detail?: Record<string, unknown>;
  asStaff?: boolean;
};

/** Writes a change of state into the audit, in the transaction of the change. */
export async function recordChange(tx: Tx, ctx: Context, ...changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  const key = keyOf(ctx.actor);
  await tx.insert(audit).values(
    changes.map((change) => ({
      entity: change.entity,
      entityId: String(change.entityId),
      actor: actorName(ctx.actor, change.asStaff),
      fromState: change.from,
      toState: change.to,
      detail: change.detail || key ? { ...change.detail, ...key } : null,
      requestId: ctx.requestId,
    })),
  );
}

/** Names the actor for the triggers that write the audit of this transaction. */
export async function signTransaction(tx: Tx, ctx: Context, asStaff = false): Promise<void> {
  await tx.execute(
    sql`select set_config('pista.actor', ${actorName(ctx.actor, asStaff)}, true), set_config('pista.request_id', ${ctx.requestId}, true)`,
  );
}
