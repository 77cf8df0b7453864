import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { apiTokens } from '@/db/schema';
import { forgetHolders } from '@/lib/auth/token-holder';

/** Lets the person's API keys have their new rights, or lose the old ones, from the commit on. */
export async function forgetRights(tx: Tx, after: After, userId: string): Promise<void> {
  const keys = await tx
    .select({ tokenHash: apiTokens.tokenHash })
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)));
  after(forgetHolders, ...keys.map(({ tokenHash }) => tokenHash));
}
