import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { apiTokens } from '@/db/schema';
import { forgetHolders } from '@/lib/auth/token-holder';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

/** Revokes every API key of a person with those they made for clubs, and after the commit in the cache too. */
export async function endApiTokens(tx: Tx, after: After, ctx: Context, userId: string): Promise<void> {
  await endKeys(tx, after, ctx, eq(apiTokens.userId, userId));
}

/** Revokes the active keys among these, and after the commit in the cache too. Returns how many. */
export async function endKeys(tx: Tx, after: After, ctx: Context, which: SQL | undefined): Promise<number> {
  const keys = await tx
    .update(apiTokens)
    .set({ revokedAt: ctx.now })
    .where(and(which, isNull(apiTokens.revokedAt)))
    .returning();
  const changes = keys.map(({ id, userId, clubId }) => ({
    entity: 'user' as const,
    entityId: userId,
    from: null,
    to: 'api_token_revoked',
    asStaff: clubId !== null,
    detail: { token: id, ...(clubId !== null && { club: clubId }) },
  }));
  await recordChange(tx, ctx, ...changes);
  after(forgetHolders, ...keys.map(({ tokenHash }) => tokenHash));
  return keys.length;
}
