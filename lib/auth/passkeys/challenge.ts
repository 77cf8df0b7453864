import { and, eq, gt, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { passkeyChallenges } from '@/db/schema';
import { sha256 } from '@/lib/core/seal';

const CHALLENGE_MS = 5 * 60_000;

/** Stores what a browser is asked to sign, for five minutes: for a person who adds a passkey, or for a sign-in. */
export async function keepChallenge(challenge: string, userId: string | null, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + CHALLENGE_MS);
  await db()
    .insert(passkeyChallenges)
    .values({ challengeHash: sha256(challenge), userId, expiresAt });
}

/** Whether it was asked of this person, or of a sign-in, and not used yet. It serves once, even in parallel requests. */
export async function spendChallenge(challenge: string, userId: string | null, now: Date): Promise<boolean> {
  const { challengeHash, userId: askedOf, expiresAt } = passkeyChallenges;
  const spent = await db()
    .delete(passkeyChallenges)
    .where(
      and(
        eq(challengeHash, sha256(challenge)),
        userId === null ? isNull(askedOf) : eq(askedOf, userId),
        gt(expiresAt, now),
      ),
    )
    .returning({ challengeHash });
  return spent.length > 0;
}
