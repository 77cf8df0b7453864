import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { audit, users } from '@/db/schema';

/** A line of the audit with the name of whoever did it, where it was a person. */
export type HistoryEntry = typeof audit.$inferSelect & { actorName: string | null };

const SHOWN = 200;

type Entity = (typeof audit.$inferSelect)['entity'];

/** What happened to these objects, by kind, oldest first. */
export async function listHistory(
  objects: Readonly<Partial<Record<Entity, readonly string[]>>>,
): Promise<HistoryEntry[]> {
  const named = ENTITIES.flatMap((entity) => {
    const ids = objects[entity] ?? [];
    return ids.length > 0 ? [and(eq(audit.entity, entity), inArray(audit.entityId, [...ids]))] : [];
  });
  if (named.length === 0) return [];
  const rows = await db()
    .select({ entry: audit, actorName: users.name })
    .from(audit)
    .leftJoin(users, IS_ACTOR)
    .where(or(...named))
    .orderBy(asc(audit.id))
    .limit(SHOWN);
  return rows.map(({ entry, actorName }) => ({ ...entry, actorName }));
}

const ENTITIES = audit.entity.enumValues;

/** Whether an account is the actor of a line, which names it after a colon. */
export const IS_ACTOR = sql`${users.id} = case when ${audit.actor} ~ '^(staff|user):[0-9a-f-]{36}$'
  then split_part(${audit.actor}, ':', 2)::uuid end`;
