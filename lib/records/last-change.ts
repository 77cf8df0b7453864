import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { audit, users } from '@/db/schema';

type Subject = Pick<typeof audit.$inferSelect, 'entity' | 'entityId'> & { to?: string };

/**
 * Who last changed something and when, as a refusal tells whoever saw an older state. With `to` only changes to that
 * state count.
 */
export async function lastChange(tx: Tx, { entity, entityId, to }: Subject) {
  const [change] = await tx
    .select({ at: audit.at, name: users.name })
    .from(audit)
    .leftJoin(users, sql`${users.id}::text = split_part(${audit.actor}, ':', 2)`)
    .where(
      and(
        eq(audit.entity, entity),
        eq(audit.entityId, entityId),
        to === undefined ? undefined : eq(audit.toState, to),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1);
  return {
    changed_by: change?.name ? { name: change.name } : null,
    changed_at: change?.at.toISOString() ?? null,
  };
}
