import { asc, eq } from 'drizzle-orm';
import { db } from '@/db';
import { passkeys } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';

export type Passkey = Pick<typeof passkeys.$inferSelect, 'id' | 'name' | 'createdAt' | 'lastUsedAt'>;

/** The person's own passkeys, oldest first. There are at most `MOST_PASSKEYS`. */
export async function listPasskeys(ctx: Context): Promise<Passkey[]> {
  const { userId } = requireSelf(ctx);
  const { id, name, createdAt, lastUsedAt } = passkeys;
  return db()
    .select({ id, name, createdAt, lastUsedAt })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.id));
}
