import { and, eq, isNotNull } from 'drizzle-orm';
import type { CallbacksOptions } from 'next-auth';
import { db } from '@/db';
import { users } from '@/db/schema';
import { isAppError } from '@/lib/errors';
import { limitRate } from '@/lib/services/rate-limit';

/**
 * Asked by next-auth before it mails a link and before it begins a session. A disabled account gets neither; who
 * asks for its link is told what everybody is told.
 */
export const allowSignIn: CallbacksOptions['signIn'] = async ({ user, email: mail }) => {
  const address = user.email ?? '';
  if (mail?.verificationRequest) {
    const refused = await refuseTooManyLinks(address);
    if (refused) return '/sign-in?error=rate_limited';
  }
  if (!(await isDisabled(address))) return true;
  return mail?.verificationRequest ? '/sign-in' : false;
};

async function refuseTooManyLinks(address: string): Promise<boolean> {
  try {
    await limitRate('magicLink', address);
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
