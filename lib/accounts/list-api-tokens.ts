import { and, desc, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { apiTokens } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import type { Paging } from '@/lib/web/paging';
import { type ApiToken, describeApiToken } from './create-api-token';

/** The person's own keys that are not revoked, newest first, expired ones included. */
export async function listApiTokens(
  ctx: Context,
  { page, pageSize }: Paging,
): Promise<{ results: ApiToken[]; count: number }> {
  const { userId } = requireSelf(ctx);
  const where = and(eq(apiTokens.userId, userId), isNull(apiTokens.clubId), isNull(apiTokens.revokedAt));
  const [tokens, count] = await Promise.all([
    db()
      .select()
      .from(apiTokens)
      .where(where)
      .orderBy(desc(apiTokens.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    db().$count(apiTokens, where),
  ]);
  return { results: tokens.map(describeApiToken), count };
}
