import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { apiTokens, staffRoles } from '@/db/schema';
import { keepAnOwner } from '@/lib/accounts/keep-an-owner';
import { forgetHolders } from '@/lib/auth/token-holder';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { sha256 } from '@/lib/core/seal';
import { recordChange, signTransaction } from '@/lib/records/audit';

/** Revokes an API key. A key stored in clear text is replaced by its hash, so that nobody can use it. */
export async function endKey(ctx: Context, tokenId: string): Promise<void> {
  await transaction(async (tx, after) => {
    const [key] = await tx.select().from(apiTokens).where(eq(apiTokens.id, tokenId)).for('update');
    if (!key) throw notFound('API key');
    const tokenHash = /^[0-9a-f]{64}$/.test(key.tokenHash) ? key.tokenHash : sha256(key.tokenHash);
    const ended = { tokenHash, revokedAt: key.revokedAt ?? sql`now()` };
    await tx.update(apiTokens).set(ended).where(eq(apiTokens.id, tokenId));
    const change = { entity: 'user', entityId: key.userId, from: null, to: 'api_token_revoked' } as const;
    await recordChange(tx, ctx, { ...change, detail: { token: tokenId }, asStaff: true });
    after(forgetHolders, ...new Set([key.tokenHash, tokenHash]));
  });
}

/**
 * Of several active roles of one person at one club only the newest stays.
 * @throws AppError `conflict` when that would leave the club without an owner
 */
export async function keepNewestRole(ctx: Context, roleId: string): Promise<void> {
  await transaction(async (tx) => {
    const [role] = await tx.select().from(staffRoles).where(eq(staffRoles.id, roleId));
    if (!role) throw notFound('role');
    const { clubId, userId } = role;
    const live = await tx
      .select()
      .from(staffRoles)
      .where(and(eq(staffRoles.clubId, clubId), eq(staffRoles.userId, userId), isNull(staffRoles.revokedAt)))
      .orderBy(sql`${staffRoles.createdAt} desc, ${staffRoles.id} desc`)
      .for('update');
    const old = live.slice(1);
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await signTransaction(tx, ctx, true);
    await tx.update(staffRoles).set({ revokedAt: sql`now()` }).where(inArray(staffRoles.id, ids));
    await keepAnOwner(tx);
  });
}
