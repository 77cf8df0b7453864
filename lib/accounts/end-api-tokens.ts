import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import { apiTokens } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

/** Ends every API key of somebody; returns the hashes that the cache must forget after the commit. */
export async function endApiTokens(tx: Tx, ctx: Context, userId: string): Promise<string[]> {
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
  return keys.map(({ tokenHash }) => tokenHash);
}
