import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { accounts } from '@/db/schema';
import { IDENTITIES, type Identity } from '@/lib/auth/identities/identities';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';

/** The other sites by whose accounts the person signs in. */
export async function listLinkedIdentities(ctx: Context): Promise<Identity[]> {
  const { userId } = requireSelf(ctx);
  const linked = await db()
    .select({ provider: accounts.provider })
    .from(accounts)
    .where(eq(accounts.userId, userId));
  return IDENTITIES.filter((identity) => linked.some(({ provider }) => provider === identity));
}
