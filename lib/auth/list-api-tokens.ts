import { and, desc, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { apiTokens } from '@/db/schema';
import type { Context } from '@/lib/context';
import { type ApiToken, describeApiToken } from './create-api-token';
import { requireActor } from './permissions';

/** Whoever asks, their keys that are not revoked, newest first; expired ones are among them. */
export async function listApiTokens(ctx: Context): Promise<ApiToken[]> {
  const { userId } = requireActor(ctx);
  const tokens = await db()
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.id));
  return tokens.map(describeApiToken);
}
