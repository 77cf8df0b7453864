import { and, eq, isNull } from 'drizzle-orm';
import { v7 } from 'uuid';
import { transaction } from '@/db';
import { users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { writeAccountNotice } from '@/lib/factors/write-account-notice';
import { signTransaction } from '@/lib/records/audit';

/**
 * Makes somebody one of those who run Pista, or leaves them one; for a script on the server, where whoever runs it
 * proves by being there that they may. A trigger writes the audit.
 * @throws AppError `not_found` without a living account of that address
 */
export async function grantOperator(ctx: Context, email: string): Promise<'granted' | 'had_it'> {
  return transaction(async (tx, after) => {
    await signTransaction(tx, ctx);
    const living = and(eq(users.email, email), isNull(users.disabledAt), isNull(users.erasedAt));
    const [user] = await tx.select().from(users).where(living).for('update');
    if (!user) throw new AppError('not_found', `There is no account for ${email}.`);
    if (user.operatorSince !== null) return 'had_it';
    await tx.update(users).set({ operatorSince: ctx.now }).where(eq(users.id, user.id));
    await writeAccountNotice(tx, after, { kind: 'operator_granted', userId: user.id, objectId: v7() });
    return 'granted';
  });
}
