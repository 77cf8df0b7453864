import type { Route } from 'next';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { emailAddress } from './email-address';
import { postToNextAuth } from './next-auth-request';

const callbackUrl = z.string().max(2_000).default('/');

export const passwordInput = z.object({
  email: emailAddress,
  password: z.string().min(1).max(128),
  callbackUrl,
});

/**
 * Begins a session, from a server action.
 * @returns the path to go on to
 * @throws AppError `unauthenticated`, `rate_limited`
 */
export const signInWithPassword = (_ctx: Context, input: z.output<typeof passwordInput>): Promise<Route> =>
  postToNextAuth({ path: ['callback', 'password'], body: input });

export const linkRequestInput = z.object({ email: emailAddress, callbackUrl });

/**
 * Mails a sign-in link, to whoever has an account there or will have one by using it.
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
 * @returns the path to go on to
 * @throws AppError `invalid_input` for a link that was used or has expired
 */
export const signInWithLink = (_ctx: Context, input: z.output<typeof linkInput>): Promise<Route> =>
  postToNextAuth({ path: ['callback', 'email'], query: input });

/** Ends the session, and with it every other one of the same person. */
export const signOut = (): Promise<Route> =>
  postToNextAuth({ path: ['signout'], body: { callbackUrl: '/' } });
