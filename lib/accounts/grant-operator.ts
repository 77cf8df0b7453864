import { and, eq, isNull } from 'drizzle-orm';
import { v7 } from 'uuid';
import { transaction } from '@/db';
import { users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';
import { signTransaction } from '@/lib/records/audit';

/**
 * Makes an account an operator's, or leaves it one; for a script on the server, whose access is the permission. A
 * trigger writes the audit.
 * @throws AppError `not_found` without an active account of that address
 */
export async function grantOperator(ctx: Context, email: string): Promise<'granted' | 'had_it'> {
  return transaction(async (tx, after) => {
    await signTransaction(tx, ctx);
    const living = and(eq(users.email, email), isNull(users.disabledAt), isNull(users.erasedAt));
    const [user] = await tx.select().from(users).where(living).for('update');
    if (!user)
      throw new AppError(
        'not_found',
        `There is no account for ${email}. Sign up and open the link in the mail first.`,
      );
    if (user.operatorSince !== null) return 'had_it';
    await tx.update(users).set({ operatorSince: ctx.now }).where(eq(users.id, user.id));
    await writeAccountNotice(tx, after, { kind: 'operator_granted', userId: user.id, objectId: v7() });
    return 'granted';
  });
}
