import { and, eq, isNotNull } from 'drizzle-orm';
import { db } from '@/db';
import { customers } from '@/db/schema';
import { isSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';

/** The actor's member category by club id, empty for an anonymous one. */
export async function listCategories({ actor }: Context): Promise<ReadonlyMap<number, string>> {
  if (!isSelf(actor)) return new Map();
  const rows = await db()
    .select({ clubId: customers.clubId, category: customers.category })
    .from(customers)
    .where(and(eq(customers.userId, actor.userId), isNotNull(customers.category)));
  return new Map(rows.map((row) => [row.clubId, row.category ?? '']));
}
