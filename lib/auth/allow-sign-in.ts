import { and, eq, isNotNull } from 'drizzle-orm';
import type { CallbacksOptions } from 'next-auth';
import { db, transaction } from '@/db';
import { users } from '@/db/schema';
import { isAppError } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { askerOf } from './known-browser';
import { proveMailbox } from './links/prove-mailbox';
import { limitLinks } from './links/limit-links';

/**
 * Asked by next-auth before it mails a link and before it begins a session. Another site's account needs an address
 * that this site has verified, unless it opened an account here before. A disabled account still gets its mail,
 * so that nobody learns from the answer or its time that it exists.
 */
export const allowSignIn =
  (incoming: Headers): CallbacksOptions['signIn'] =>
  async ({ user, account, email: mail }) => {
    const email = user.email ?? '';
    if (account?.type === 'oauth') return allowIdentity(email);
    if (!mail?.verificationRequest) return !(await isDisabled(email));
    return (await isOverLimit(email, incoming)) ? `${sitePaths.signIn}?error=rate_limited` : true;
  };

async function allowIdentity(email: string): Promise<boolean | string> {
  if (email === '') return `${sitePaths.signIn}?error=unverified`;
  if (await isDisabled(email)) return false;
  await transaction((tx) => proveMailbox(tx, email, new Date()));
  return true;
}

async function isOverLimit(email: string, incoming: Headers): Promise<boolean> {
  try {
    await limitLinks(email, askerOf(incoming, email));
    return false;
  } catch (error) {
    if (isAppError(error, 'rate_limited')) return true;
    throw error;
  }
}

async function isDisabled(email: string): Promise<boolean> {
  const found = await db()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), isNotNull(users.disabledAt)));
  return found.length > 0;
}
