import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { memberships } from '@/db/schema';
import type { Context } from '@/lib/core/context';

/** The actor's member category by club id, empty for an anonymous one. */
export async function listCategories({ actor }: Context): Promise<ReadonlyMap<number, string>> {
  if (actor.kind !== 'person') return new Map();
  const rows = await db().select().from(memberships).where(eq(memberships.userId, actor.userId));
  return new Map(rows.map((row) => [row.clubId, row.category]));
}
