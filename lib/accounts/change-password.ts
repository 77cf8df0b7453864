import { and, eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { users } from '@/db/schema';
import { assertStrong } from '@/lib/auth/assert-strong';
import { hashPassword, newPassword, verifyPassword } from '@/lib/auth/password';
import { requireSelf } from '@/lib/auth/permissions';
import { signedInLately } from '@/lib/auth/signed-in-lately';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';
import { recordChange } from '@/lib/records/audit';
import { limitRate } from '@/lib/services/redis/rate-limit';
import { endApiTokens } from './end-api-tokens';

export const passwordChangeInput = z.object({
  current: z.string().max(128).optional(),
  password: newPassword,
  /** Whether the API keys end as well. */
  endKeys: z.boolean().optional(),
});

/**
 * Sets a new password and ends every session, and every API key if asked. It needs the current password, or a sign-in
 * by a mailed link within the last ten minutes.
 * @throws AppError `forbidden` without either, `invalid_input` for a weak password, `rate_limited`
 */
export async function changePassword(
  ctx: Context,
  { current, password, endKeys }: z.output<typeof passwordChangeInput>,
): Promise<void> {
  const person = requireSelf(ctx);
  await assertStrong(password, person, person.userId);
  await limitRate('signIn', `change|${person.userId}`);
  const [user] = await db()
    .select({ passwordHash: users.passwordHash, sessionVersion: users.sessionVersion })
    .from(users)
    .where(eq(users.id, person.userId));
  if (!user) throw notFound('account');
  const proven = signedInLately(person, ctx.now) || (await verifyPassword(user.passwordHash, current ?? ''));
  if (!proven) throw new AppError('forbidden', 'Give the current password, or sign in anew and try again.');
  const passwordHash = await hashPassword(password);
  await transaction(async (tx, after) => {
    const changed = await tx
      .update(users)
      .set({ passwordHash, sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(and(eq(users.id, person.userId), eq(users.sessionVersion, user.sessionVersion)))
      .returning({ id: users.id });
    if (changed.length === 0) throw new AppError('conflict', 'Your sessions ended meanwhile; sign in anew.');
    await recordChange(tx, ctx, {
      entity: 'user',
      entityId: person.userId,
      from: null,
      to: 'password_changed',
    });
    if (endKeys) await endApiTokens(tx, after, ctx, person.userId);
    const about = { kind: 'password_changed', userId: person.userId, objectId: v7() } as const;
    await writeAccountNotice(tx, after, about);
  });
}
