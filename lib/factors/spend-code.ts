import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { recoveryCodes, secondFactors } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';
import { openSecret } from './factor-secret';
import { timeStepOf } from './one-time-code';
import { hashRecoveryCode, readRecoveryCode } from './recovery-code';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';

/**
 * Whether a code of the person's second factor is right, of the app or of recovery. Each code works once, even in
 * parallel requests; the use of a recovery code is audited and mailed.
 */
export async function spendCode(ctx: Context, userId: string, typed: string): Promise<boolean> {
  const recovery = readRecoveryCode(typed);
  if (recovery !== null) return spendRecoveryCode(ctx, userId, recovery);
  return spendAppCode(ctx, userId, typed.replace(/\s/g, ''));
}

async function spendAppCode({ now }: Context, userId: string, code: string): Promise<boolean> {
  const confirmed = and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt));
  const [factor] = await db().select().from(secondFactors).where(confirmed);
  const step = factor ? timeStepOf(openSecret(factor), code, now) : null;
  if (step === null) return false;
  const unspent = or(isNull(secondFactors.lastStep), lt(secondFactors.lastStep, step));
  const spent = await db()
    .update(secondFactors)
    .set({ lastStep: step })
    .where(and(confirmed, unspent))
    .returning({ userId: secondFactors.userId });
  return spent.length > 0;
}

async function spendRecoveryCode(ctx: Context, userId: string, code: string): Promise<boolean> {
  return transaction(async (tx, after) => {
    const mine = and(
      eq(recoveryCodes.userId, userId),
      eq(recoveryCodes.codeHash, hashRecoveryCode(userId, code)),
      isNull(recoveryCodes.usedAt),
    );
    const [spent] = await tx.update(recoveryCodes).set({ usedAt: ctx.now }).where(mine).returning();
    if (!spent) return false;
    const left = await countRecoveryCodes(tx, userId);
    const change = { entity: 'user', entityId: userId, from: null, to: 'recovery_code_used' } as const;
    await recordChange(tx, ctx, { ...change, detail: { left } });
    await writeAccountNotice(tx, after, { kind: 'recovery_code_used', userId, objectId: spent.id });
    return true;
  });
}

/** How many of somebody's recovery codes are still good. */
export const countRecoveryCodes = (tx: Pick<Tx, '$count'>, userId: string): Promise<number> =>
  tx.$count(recoveryCodes, and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
