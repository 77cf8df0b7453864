import { randomBytes } from 'node:crypto';
import { db } from '@/db';
import { verificationTokens } from '@/db/schema';
import { env } from '@/lib/core/env';
import { sha256 } from '@/lib/core/seal';

export const SIGN_IN_LINK_SECONDS = 15 * 60;

/** When a link that is made now expires, and with it a waiting sign-up. */
export const linkEnd = (now: Date) => new Date(now.getTime() + SIGN_IN_LINK_SECONDS * 1000);

/** The form in which next-auth stores a link's token, which is not the form that is mailed. */
const hashLinkToken = (token: string) => sha256(token + env().NEXTAUTH_SECRET);

/**
 * Stores a new link for this mailbox, as next-auth would.
 * @returns its token
 */
export async function createSignInLink(email: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('hex');
  await db()
    .insert(verificationTokens)
    .values({ identifier: email, token: hashLinkToken(token), expires: linkEnd(now) });
  return token;
}
