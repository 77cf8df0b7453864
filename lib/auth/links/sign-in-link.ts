import { randomBytes } from 'node:crypto';
import { db } from '@/db';
import { verificationTokens } from '@/db/schema';
import { env } from '@/lib/core/env';
import { sha256 } from '@/lib/core/seal';

export const SIGN_IN_LINK_SECONDS = 15 * 60;

/** When a link, and what waits for it, ends that is made now. */
export const linkEnd = (now: Date) => new Date(now.getTime() + SIGN_IN_LINK_SECONDS * 1000);

/** How next-auth stores a link's token: never as it was sent. */
const hashLinkToken = (token: string) => sha256(token + env().NEXTAUTH_SECRET);

/** Writes a link for this mailbox, as next-auth would. @returns its token */
export async function createSignInLink(email: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('hex');
  await db()
    .insert(verificationTokens)
    .values({ identifier: email, token: hashLinkToken(token), expires: linkEnd(now) });
  return token;
}
