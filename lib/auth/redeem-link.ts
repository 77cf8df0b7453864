import { and, eq } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { users, verificationTokens } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { systemContext } from '@/lib/context';
import { currentRequestId } from '@/lib/request-id';
import { openSignUp, signUpKey } from './sign-in-link';

type Link = { identifier: string; token: string; expires: Date };

/**
 * Uses up a mailed link, null when there is none (any more). If a sign-up came with it, its account begins to exist
 * here, unless there is one by now: an account is never changed by a sign-up.
 */
export function redeemLink(email: string, tokenHash: string): Promise<Link | null> {
  return transaction(async (tx) => {
    const link = await take(tx, email, tokenHash);
    if (!link) return null;
    const [pending] = await tx
      .delete(verificationTokens)
      .where(eq(verificationTokens.identifier, signUpKey(tokenHash)))
      .returning();
    if (pending && link.expires > new Date()) {
      const signUp = openSignUp(pending.token);
      const [made] = await tx
        .insert(users)
        .values({ ...signUp, emailVerified: new Date() })
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
