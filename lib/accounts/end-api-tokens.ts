import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { apiTokens } from '@/db/schema';
import { forgetHolders } from '@/lib/auth/token-holder';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

/** Revokes every API key of a person, and after the commit in the cache too. */
export async function endApiTokens(tx: Tx, after: After, ctx: Context, userId: string): Promise<void> {
  const keys = await tx
    .update(apiTokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id, tokenHash: apiTokens.tokenHash });
  const changes = keys.map(({ id }) => ({
    entity: 'user' as const,
    entityId: userId,
    from: null,
    to: 'api_token_revoked',
    detail: { token: id },
  }));
  await recordChange(tx, ctx, ...changes);
  after(forgetHolders, ...keys.map(({ tokenHash }) => tokenHash));
}
