import { and, eq } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { users, verificationTokens } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { currentRequestId } from '@/lib/core/request-id';
import { recordChange } from '@/lib/records/audit';
import { linkCustomers } from './link-customers';
import { proveMailbox } from './prove-mailbox';
import { takeSignUp } from './pending-sign-up';

type Link = { identifier: string; token: string; expires: Date };

/**
 * Uses up a mailed link; null when there is none. It proves the mailbox only: a sign-up's name and password count
 * only in the browser that sent them, and never change an existing account.
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
      if (made) {
        await recordAccount(tx, made.id);
        await linkCustomers(tx, email);
      }
    }
    await proveMailbox(tx, email, now);
    return link;
  });
}

/** Writes the beginning of an account into the audit. */
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
