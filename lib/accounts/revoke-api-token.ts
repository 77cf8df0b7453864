import { and, eq, isNull } from 'drizzle-orm';
import { transaction } from '@/db';
import { apiTokens } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { endKeys } from './end-api-tokens';

/**
 * Revokes one of the person's keys. It is refused from the next request on, or within five seconds while Redis is
 * down.
 * @throws AppError `not_found` for somebody else's, or one that is revoked already
 */
export async function revokeApiToken(ctx: Context, { id }: { id: string }): Promise<void> {
  const { userId } = requireSelf(ctx);
  await transaction(async (tx, after) => {
    const own = and(eq(apiTokens.id, id), eq(apiTokens.userId, userId), isNull(apiTokens.clubId));
    if ((await endKeys(tx, after, ctx, own)) === 0) throw notFound('API key');
  });
}
