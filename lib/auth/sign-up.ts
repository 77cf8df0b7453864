import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { users } from '@/db/schema';
import type { Context } from '@/lib/context';
import { limitRate } from '@/lib/services/rate-limit';
import { emailAddress } from './email-address';
import { hashPassword, newPassword } from './password';
import { personName } from './person-name';
import { sendSignInMail } from './send-sign-in-mail';
import { createSignInLink } from './sign-in-link';

export const signUpInput = z.object({
  email: emailAddress,
  name: personName,
  password: newPassword,
  callbackUrl: z.string().max(2_000).optional(),
});

/**
 * Mails a link that opens the account. Nobody learns whether there is one already: who has one is sent a plain
 * sign-in link instead, and neither its name nor its password changes.
 * @throws AppError `rate_limited` after three mails to the same address within an hour
 */
export async function signUp(ctx: Context, input: z.output<typeof signUpInput>): Promise<void> {
  const { email, name, password, callbackUrl = null } = input;
  await limitRate('magicLink', email);
  const passwordHash = await hashPassword(password);
  const existing = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  const isNew = existing.length === 0;
  const token = await createSignInLink(
    email,
    isNew ? { email, name, passwordHash, locale: ctx.locale } : null,
    ctx.now,
  );
  await sendSignInMail({
    email,
    token,
    locale: ctx.locale,
    callbackUrl,
    purpose: isNew ? 'sign_up' : 'sign_in',
  });
}
