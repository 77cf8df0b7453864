import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Route } from 'next';
import { z } from 'zod';
import { db } from '@/db';
import { secondFactors, users } from '@/db/schema';
import { configuredIdentities, IDENTITIES } from '@/lib/auth/identities/identities';
import { beginIdentity, postToNextAuth } from '@/lib/auth/next-auth-request';
import { noteSignIn } from '@/lib/auth/note-sign-in';
import { keepChallenge } from '@/lib/auth/passkeys/challenge';
import { relyingParty } from '@/lib/auth/passkeys/relying-party';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { inLocale } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { emailAddress } from '@/lib/core/input/email-address';
import { HOME, safePath } from '@/lib/core/input/safe-path';
import { limitProofs } from '@/lib/factors/limit-proofs';
import { proveSession } from '@/lib/factors/prove-session';
import { spendCode } from '@/lib/factors/spend-code';

const callbackUrl = z.string().max(2_000).default('/');

export const passwordInput = z.object({
  email: emailAddress,
  password: z.string().min(1).max(128),
  callbackUrl,
});

/**
 * Begins a session, from a server action.
 * @returns the path to go on to, which with a second factor is the page that asks for a code
 * @throws AppError `unauthenticated`, `rate_limited`
 */
export async function signInWithPassword(
  ctx: Context,
  input: z.output<typeof passwordInput>,
): Promise<Route> {
  const path = await postToNextAuth({ path: ['callback', 'password'], body: input });
  return codePageOr(path, ctx, input.email);
}

/** What a browser must sign to sign in by any passkey of Pista that it has. */
export async function askForPasskey({ now }: Context): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { rpID } = relyingParty();
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  await keepChallenge(options.challenge, null, now);
  return options;
}

export const passkeyInput = z.object({ answer: z.string().max(20_000), callbackUrl });

/**
 * Begins a session by a passkey, which needs no code: its authenticator has verified who holds it.
 * @returns the path to go on to
 * @throws AppError `unauthenticated` for every refusal, `rate_limited`
 */
export const signInWithPasskey = (_ctx: Context, input: z.output<typeof passkeyInput>): Promise<Route> =>
  postToNextAuth({ path: ['callback', 'passkey'], body: input });

export const linkRequestInput = z.object({ email: emailAddress, callbackUrl });

/**
 * Mails a sign-in link, also to a mailbox without an account, which the link then creates.
 * @throws AppError `rate_limited`, `service_unavailable`
 */
export async function requestSignInLink(
  _ctx: Context,
  input: z.output<typeof linkRequestInput>,
): Promise<void> {
  await postToNextAuth({ path: ['signin', 'email'], body: input });
}

export const linkInput = z.object({
  email: emailAddress,
  token: z.string().regex(/^[0-9a-f]{64}$/),
  callbackUrl,
});

/**
 * Uses up a mailed link and begins a session.
 * @returns the path to go on to, which with a second factor is the page that asks for a code
 * @throws AppError `invalid_input` for a link that was used or has expired
 */
export async function signInWithLink(ctx: Context, input: z.output<typeof linkInput>): Promise<Route> {
  const path = await postToNextAuth({ path: ['callback', 'email'], query: input });
  return codePageOr(path, ctx, input.email);
}

async function codePageOr(path: Route, { locale }: Context, email: string): Promise<Route> {
  const [factor] = await db()
    .select({ userId: secondFactors.userId })
    .from(secondFactors)
    .innerJoin(users, eq(users.id, secondFactors.userId))
    .where(and(eq(users.email, email), isNotNull(secondFactors.confirmedAt)));
  if (!factor) return path;
  return inLocale(`${sitePaths.signInCode}?${new URLSearchParams({ callbackUrl: path })}`, locale);
}

export const codeInput = z.object({ code: z.string().trim().min(1).max(40), callbackUrl });

/**
 * Completes a sign-in by a code of the app or of recovery.
 * @returns the path to go on to
 * @throws AppError `unauthenticated` when no sign-in waits, `forbidden` for a wrong or used code, `rate_limited`
 */
export async function signInWithCode(ctx: Context, input: z.output<typeof codeInput>): Promise<Route> {
  const { actor } = ctx;
  if (actor.kind !== 'unproven' || actor.needs !== 'code') {
    throw new AppError('unauthenticated', 'Begin with the password or a link.');
  }
  await limitProofs(actor.userId);
  if (!(await spendCode(ctx, actor.userId, input.code))) {
    throw new AppError('forbidden', 'The code is not right, or was used already.');
  }
  await proveSession(ctx.now, 'factor');
  await noteSignIn(actor.userId, ctx.now);
  return safePath(input.callbackUrl) ?? HOME;
}

export const identityInput = z.object({ identity: z.enum(IDENTITIES), callbackUrl });

/**
 * Begins a sign-in with Google or Apple.
 * @returns their page, which leads back to `callbackUrl`
 * @throws AppError `not_found` where it is not configured, `service_unavailable`
 */
export async function signInWithIdentity(
  _ctx: Context,
  { identity, callbackUrl }: z.output<typeof identityInput>,
) {
  if (!configuredIdentities().includes(identity)) throw notFound('way to sign in');
  return beginIdentity(identity, callbackUrl);
}

/** Ends the session and every other session of the same person. */
export const signOut = (): Promise<Route> =>
  postToNextAuth({ path: ['signout'], body: { callbackUrl: '/' } });
