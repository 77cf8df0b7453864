import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { pendingSignUps } from '@/db/schema';
import type { Locale } from '@/lib/core/context';
import { sha256 } from '@/lib/core/seal';
import { linkEnd } from './sign-in-link';

type SignUp = { email: string; name: string; passwordHash: string; locale: Locale };

/**
 * Keeps what somebody typed until the mailbox is proven; an older sign-up for the same mailbox is void.
 * @returns the secret that only the browser it was typed in may hold
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
 * What was typed for a mailbox that is proven now, if it was in this browser. It is used up either way: from here on
 * the mailbox has an account.
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
