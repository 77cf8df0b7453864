import { randomBytes } from 'node:crypto';
import { lt } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { LOCALES, verificationTokens } from '@/db/schema';
import { env } from '@/lib/env';
import { seal, sha256, unseal } from '@/lib/seal';

export const SIGN_IN_LINK_SECONDS = 15 * 60;

/** An account that somebody asked for and that begins to exist once they have proven the mailbox. */
const pendingSignUp = z.object({
  email: z.string(),
  name: z.string(),
  passwordHash: z.string(),
  locale: z.enum(LOCALES),
});
export type PendingSignUp = z.infer<typeof pendingSignUp>;

/** How next-auth stores a link's token: never as it was sent. */
const hashLinkToken = (token: string) => sha256(token + env().NEXTAUTH_SECRET);

/** Where the sealed sign-up that belongs to a link lies, beside the link's own row. */
export const signUpKey = (tokenHash: string) => `sign-up:${tokenHash}`;

/** Writes a link for this mailbox, as next-auth would, with the account it shall bring to life. */
export async function createSignInLink(
  email: string,
  signUp: PendingSignUp | null,
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString('hex');
  const expires = new Date(now.getTime() + SIGN_IN_LINK_SECONDS * 1000);
  const tokenHash = hashLinkToken(token);
  const link = { identifier: email, token: tokenHash, expires };
  const pending = signUp && { identifier: signUpKey(tokenHash), token: sealSignUp(signUp), expires };
  await db().delete(verificationTokens).where(lt(verificationTokens.expires, now));
  await db()
    .insert(verificationTokens)
    .values(pending ? [link, pending] : [link]);
  return token;
}

const sealSignUp = (signUp: PendingSignUp) => seal('sign-up', JSON.stringify(signUp));

export const openSignUp = (sealed: string): PendingSignUp =>
  pendingSignUp.parse(JSON.parse(unseal('sign-up', sealed)));
