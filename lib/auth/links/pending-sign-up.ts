import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { pendingSignUps } from '@/db/schema';
import type { Locale } from '@/lib/core/context';
import { sha256 } from '@/lib/core/seal';
import { linkEnd } from './sign-in-link';

type SignUp = { email: string; name: string; passwordHash: string | null; locale: Locale };

/**
 * Stores a sign-up until its mailbox is proven, and voids an older one for the same mailbox.
 * @returns the secret that the sign-up's browser keeps
 */
export async function keepSignUp(signUp: SignUp, now: Date): Promise<string> {
  const browserSecret = randomBytes(32).toString('hex');
  const kept = { ...signUp, browserHash: sha256(browserSecret), expiresAt: linkEnd(now) };
  await db()
    .insert(pendingSignUps)
    .values(kept)
    .onConflictDoUpdate({ target: pendingSignUps.email, set: kept });
  return browserSecret;
}

/**
 * The sign-up for a proven mailbox, if it was typed in this browser. It is deleted in either case, since the mailbox
 * has an account from now on.
 */
export async function takeSignUp(
  tx: Tx,
  email: string,
  browserSecret: string | null,
  now: Date,
): Promise<SignUp | null> {
  const [kept] = await tx.delete(pendingSignUps).where(eq(pendingSignUps.email, email)).returning();
  if (!kept || browserSecret === null || kept.expiresAt <= now) return null;
  const { browserHash, expiresAt: _, ...signUp } = kept;
  return browserHash === sha256(browserSecret) ? signUp : null;
}
