import { and, eq } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { users, verificationTokens } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { currentRequestId } from '@/lib/core/request-id';
import { recordChange } from '@/lib/records/audit';
import { takeSignUp } from './pending-sign-up';

type Link = { identifier: string; token: string; expires: Date };

/**
 * Uses up a mailed link, null when there is none (any more). It proves the mailbox and nothing else: an account begins
 * with the name and password of a sign-up only in the browser that they were typed in, and is never changed by one.
 */
export function redeemLink(
  email: string,
  tokenHash: string,
  browserSecret: string | null,
): Promise<Link | null> {
  return transaction(async (tx) => {
    const link = await take(tx, email, tokenHash);
    const now = new Date();
    if (!link || link.expires <= now) return link ?? null;
    const signUp = await takeSignUp(tx, email, browserSecret, now);
    if (signUp) {
      const [made] = await tx
        .insert(users)
        .values({ ...signUp, emailVerified: now })
        .onConflictDoNothing({ target: users.email })
        .returning({ id: users.id });
      if (made) await recordAccount(tx, made.id);
    }
    return link;
  });
}

/** Tells the audit of an account that begins to exist. */
export const recordAccount = (tx: Tx, userId: string): Promise<void> =>
  recordChange(tx, systemContext('sign-up', currentRequestId()), {
    entity: 'user',
    entityId: userId,
    from: null,
    to: 'active',
  });

async function take(tx: Tx, identifier: string, token: string): Promise<Link | undefined> {
  const [link] = await tx
    .delete(verificationTokens)
    .where(and(eq(verificationTokens.identifier, identifier), eq(verificationTokens.token, token)))
    .returning();
  return link;
}
