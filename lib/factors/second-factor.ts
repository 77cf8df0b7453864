import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { db, type Tx, transaction } from '@/db';
import { recoveryCodes, secondFactors, users } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context, Person, Unproven } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordChange, signTransaction } from '@/lib/records/audit';
import { openSecret, sealSecret } from './factor-secret';
import { limitProofs } from './limit-proofs';
import { enrolmentUri, newSecret, timeStepOf } from './one-time-code';
import { hashRecoveryCode, newRecoveryCode, RECOVERY_CODES } from './recovery-code';
import { countRecoveryCodes } from './spend-code';
import { requireStepUp } from './step-up';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';

/** Whether a second factor is on, with its unused recovery codes, or the key that starts one. */
export type SecondFactor =
  | { state: 'off'; offered: boolean }
  | { state: 'begun'; key: string; uri: string }
  | { state: 'on'; since: Date; codesLeft: number };

/** How long a shown key waits for the app's first code. */
const BEGUN_FOR_MS = 60 * 60_000;

/** The signed-in person, or an operator who must set up a second factor first. */
function requireHolder({ actor }: Context): Person | Unproven {
  if (actor.kind === 'person' || (actor.kind === 'unproven' && actor.needs === 'enrolment')) return actor;
  throw new AppError('unauthenticated', 'Sign in to do this.');
}

/** A second factor is offered to operators and owners of clubs. */
const isOffered = ({ operator, staff }: Person | Unproven) =>
  operator || staff.some(({ role }) => role === 'owner');

/** The state of the person's second factor. */
export async function getSecondFactor(ctx: Context): Promise<SecondFactor> {
  const holder = requireHolder(ctx);
  const [factor] = await db().select().from(secondFactors).where(eq(secondFactors.userId, holder.userId));
  if (factor?.confirmedAt) {
    const codesLeft = await countRecoveryCodes(db(), holder.userId);
    return { state: 'on', since: factor.confirmedAt, codesLeft };
  }
  if (!factor || isStale(factor.createdAt, ctx.now)) return { state: 'off', offered: isOffered(holder) };
  const key = openSecret(factor);
  return { state: 'begun', key, uri: enrolmentUri(holder.email, key) };
}

const isStale = (createdAt: Date, now: Date) => now.getTime() - createdAt.getTime() > BEGUN_FOR_MS;

/**
 * Makes the key for an authenticator app. A key that was made within the hour stays.
 * @throws AppError `forbidden` for a person without the offer or with `reason` `step_up`, `conflict` when a factor is
 *   on
 */
export async function beginSecondFactor(ctx: Context): Promise<void> {
  const holder = requireHolder(ctx);
  if (!isOffered(holder)) throw new AppError('forbidden', 'A second factor is for operators and owners.');
  await requireStepUp(ctx);
  const { userId } = holder;
  const drawn = { sealedSecret: sealSecret(userId, newSecret()), createdAt: ctx.now };
  await db()
    .insert(secondFactors)
    .values({ userId, ...drawn })
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: drawn,
      setWhere: sql`${isNull(secondFactors.confirmedAt)} and ${lt(secondFactors.createdAt, new Date(ctx.now.getTime() - BEGUN_FOR_MS))}`,
    });
  if ((await getSecondFactor(ctx)).state === 'on') throw new AppError('conflict', 'It is on already.');
}

export const confirmInput = z.object({ code: z.string().trim().min(1).max(20) });

/** Recovery codes, which are shown only once, and the session version of the only session that stays. */
export type ConfirmedFactor = { codes: string[]; sessionVersion: number };

/**
 * Turns the second factor on by the app's first code, and ends every other session.
 * @throws AppError `invalid_input` for a wrong code, `conflict` when none was begun, `rate_limited`
 */
export async function confirmSecondFactor(
  ctx: Context,
  { code }: z.output<typeof confirmInput>,
): Promise<ConfirmedFactor> {
  const { userId } = requireHolder(ctx);
  await limitProofs(userId);
  const begun = and(
    eq(secondFactors.userId, userId),
    isNull(secondFactors.confirmedAt),
    sql`${secondFactors.createdAt} > ${new Date(ctx.now.getTime() - BEGUN_FOR_MS).toISOString()}::timestamptz`,
  );
  return transaction(async (tx, after) => {
    await signTransaction(tx, ctx);
    const [factor] = await tx.select().from(secondFactors).where(begun).for('update');
    if (!factor) throw new AppError('conflict', 'Begin anew: the key has expired, or is confirmed already.');
    const lastStep = timeStepOf(openSecret(factor), code.replace(/\s/g, ''), ctx.now);
    if (lastStep === null) {
      throw new AppError('invalid_input', 'The code is not right.', { fields: { code: ['is not right'] } });
    }
    await tx.update(secondFactors).set({ confirmedAt: ctx.now, lastStep }).where(begun);
    const codes = await replaceRecoveryCodes(tx, userId);
    const sessionVersion = await endOtherSessions(tx, userId);
    await writeAccountNotice(tx, after, { kind: 'second_factor_on', userId, objectId: v7() });
    return { codes, sessionVersion };
  });
}

async function endOtherSessions(tx: Tx, userId: string): Promise<number> {
  const [user] = await tx
    .update(users)
    .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
    .where(eq(users.id, userId))
    .returning({ sessionVersion: users.sessionVersion });
  if (!user) throw new Error('the account of a session is gone');
  return user.sessionVersion;
}

async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ userId, codeHash: hashRecoveryCode(userId, code) })));
  return codes;
}

/**
 * Makes ten new recovery codes, shown only once, and voids the old ones.
 * @throws AppError `forbidden` with `reason` `step_up`, `conflict` without a second factor
 */
export async function renewRecoveryCodes(ctx: Context): Promise<{ codes: string[] }> {
  const { userId } = requireSelf(ctx);
  await requireStepUp(ctx);
  return transaction(async (tx, after) => {
    await lockFactor(tx, userId);
    const codes = await replaceRecoveryCodes(tx, userId);
    const change = { entity: 'user', entityId: userId, from: null, to: 'recovery_codes_renewed' } as const;
    await recordChange(tx, ctx, change);
    const about = { kind: 'recovery_codes_renewed', userId, objectId: v7() } as const;
    await writeAccountNotice(tx, after, about);
    return { codes };
  });
}

/**
 * Turns the second factor off, with its recovery codes.
 * @throws AppError `forbidden` with `reason` `step_up`, `conflict` without one
 */
export async function removeSecondFactor(ctx: Context): Promise<void> {
  const { userId } = requireSelf(ctx);
  await requireStepUp(ctx);
  await transaction(async (tx, after) => {
    await signTransaction(tx, ctx);
    await lockFactor(tx, userId);
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
    await tx.delete(secondFactors).where(eq(secondFactors.userId, userId));
    await writeAccountNotice(tx, after, { kind: 'second_factor_off', userId, objectId: v7() });
  });
}

async function lockFactor(tx: Tx, userId: string): Promise<void> {
  const on = and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt));
  const [factor] = await tx.select().from(secondFactors).where(on).for('update');
  if (!factor) throw new AppError('conflict', 'There is no second factor.');
}
