import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { secondFactors, users } from '@/db/schema';
import { verifyPassword } from '@/lib/auth/password';
import { signedInLately } from '@/lib/auth/signed-in-lately';
import type { Context, Person, SessionProof, Unproven } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { limitProofs } from './limit-proofs';
import { spendCode } from './spend-code';

const FRESH_MS = 10 * 60_000;

/** The ways in which a person can prove anew who they are. Without any they sign in again by a mailed link. */
export type ProofWay = 'password' | 'code';

/** The form field that carries the password or a code of a repeated request. */
export const PROOF_FIELD = 'step_up';

const isFresh = ({ provenAt }: SessionProof, now: Date) =>
  provenAt !== undefined && now.getTime() - provenAt.getTime() < FRESH_MS;

/**
 * Passes a session in which the password or a second factor was given within ten minutes, and every key and job. A
 * person who has neither passes within ten minutes of any sign-in.
 * @throws AppError `unauthenticated`; `forbidden` with `reason` `step_up` and the `ways` to prove it
 */
export async function requireStepUp({ actor, now }: Context): Promise<void> {
  if (actor.kind === 'system') return;
  if (actor.kind === 'anonymous' || actor.kind === 'visitor')
    throw new AppError('unauthenticated', 'Sign in to do this.');
  const { via } = actor;
  if (via.kind !== 'session' || isFresh(via, now)) return;
  const ways = await waysOf(actor.userId);
  if (ways.length === 0 && signedInLately(actor, now)) return;
  throw stepUpNeeded(ways);
}

/**
 * Lets a page download a file that needs a step-up.
 * @returns a value that names this permission
 * @throws AppError as `requireStepUp`
 */
export async function allowDownload(ctx: Context): Promise<string> {
  await requireStepUp(ctx);
  return ctx.requestId;
}

/**
 * Checks the password or a code again.
 * @returns the context with the proof, and which of the two it was
 * @throws AppError `forbidden` with `reason` `step_up` for a wrong one, `unauthenticated`, `rate_limited`
 */
export async function proveAnew(
  ctx: Context,
  typed: string,
): Promise<{ ctx: Context; given: 'password' | 'factor' }> {
  const { actor } = ctx;
  if ((actor.kind !== 'person' && !isEnrolling(actor)) || actor.via.kind !== 'session') {
    throw new AppError('unauthenticated', 'Sign in to do this.');
  }
  await limitProofs(actor.userId);
  const given = await checkProof(ctx, actor, typed);
  if (given === null) {
    throw stepUpNeeded(await waysOf(actor.userId), { [PROOF_FIELD]: ['is not right, or was used already'] });
  }
  const via = { ...actor.via, provenAt: ctx.now };
  return { ctx: { ...ctx, actor: { ...actor, via } }, given };
}

const isEnrolling = (actor: Context['actor']): actor is Unproven =>
  actor.kind === 'unproven' && actor.needs === 'enrolment';

async function checkProof(ctx: Context, { userId }: Person | Unproven, typed: string) {
  if (await spendCode(ctx, userId, typed)) return 'factor';
  const [user] = await db()
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId));
  return (await verifyPassword(user?.passwordHash ?? null, typed)) ? 'password' : null;
}

async function waysOf(userId: string): Promise<ProofWay[]> {
  const [user] = await db()
    .select({ passwordHash: users.passwordHash, factorSince: secondFactors.confirmedAt })
    .from(users)
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(eq(users.id, userId));
  return [
    ...(user?.passwordHash ? (['password'] as const) : []),
    ...(user?.factorSince ? (['code'] as const) : []),
  ];
}

const stepUp = z.object({ reason: z.literal('step_up'), ways: z.array(z.enum(['password', 'code'])) });

/** The ways to prove oneself that an error names, or null for any other error. */
export function waysToStepUp({ details }: AppError): readonly ProofWay[] | null {
  const needed = stepUp.safeParse(details);
  return needed.success ? needed.data.ways : null;
}

const stepUpNeeded = (ways: readonly ProofWay[], fields?: Record<string, string[]>) =>
  new AppError(
    'forbidden',
    ways.length > 0
      ? 'Give your password or a code of your second factor again, on a page of Pista.'
      : 'Sign in anew, and try again within ten minutes.',
    { details: { reason: 'step_up', ways }, ...(fields && { fields }) },
  );
