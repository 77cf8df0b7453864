import { and, eq } from 'drizzle-orm';
import { transaction } from '@/db';
import { apiTokens } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { endKeys } from '../end-api-tokens';
import { isKeyOf } from './list-club-keys';

/**
 * Revokes a key of a club, whoever made it. It is refused from the next request on, or within five seconds while Redis
 * is down.
 * @throws AppError `not_found`, also for one that is revoked already, `forbidden` below owner
 */
export async function revokeClubKey(ctx: Context, clubIdOrSlug: string, keyId: string): Promise<void> {
  const { id: clubId } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'apiKeys');
  await transaction(async (tx, after) => {
    const ended = await endKeys(tx, after, ctx, and(isKeyOf(clubId), eq(apiTokens.id, keyId)));
    if (ended === 0) throw notFound('API key');
  });
}
