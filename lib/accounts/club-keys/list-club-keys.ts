import { and, desc, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { apiTokens, users } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context, StaffRole } from '@/lib/core/context';

export type ClubKey = {
  id: string;
  name: string;
  role: StaffRole;
  prefix: string;
  maker: { id: string; name: string | null; email: string };
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
};

/** The keys of a club that were not revoked. */
export const isKeyOf = (clubId: number) => and(eq(apiTokens.clubId, clubId), isNull(apiTokens.revokedAt));

/**
 * The keys of a club that are not revoked, newest first, expired ones included.
 * @throws AppError `not_found`, `forbidden` below owner
 */
export async function listClubKeys(ctx: Context, clubIdOrSlug: string): Promise<ClubKey[]> {
  const { id: clubId } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'apiKeys');
  const { id, name, role, prefix, expiresAt, lastUsedAt, createdAt } = apiTokens;
  const maker = { id: users.id, name: users.name, email: users.email };
  const keys = await db()
    .select({ id, name, role, prefix, maker, expiresAt, lastUsedAt, createdAt })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(isKeyOf(clubId))
    .orderBy(desc(id));
  return keys.flatMap(({ role, ...key }) => (role === null ? [] : [{ ...key, role }]));
}
