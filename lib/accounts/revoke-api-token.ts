import { and, eq, isNull } from 'drizzle-orm';
import { transaction } from '@/db';
import { apiTokens } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import { forgetHolders } from '@/lib/auth/token-holder';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';

/**
 * Revokes one of the person's keys. It is refused from the next request on, or within five seconds while Redis is
 * down.
 * @throws AppError `not_found` for somebody else's, or one that is revoked already
 */
export async function revokeApiToken(ctx: Context, { id }: { id: string }): Promise<void> {
  const { userId } = requireActor(ctx);
  await transaction(async (tx, after) => {
    const [revoked] = await tx
      .update(apiTokens)
      .set({ revokedAt: ctx.now })
      .where(and(eq(apiTokens.id, id), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
      .returning({ tokenHash: apiTokens.tokenHash });
    if (!revoked) throw notFound('API key');
    await recordChange(tx, ctx, {
      entity: 'user',
      entityId: userId,
      from: null,
      to: 'api_token_revoked',
      detail: { token: id },
    });
    after(forgetHolders, revoked.tokenHash);
  });
}
