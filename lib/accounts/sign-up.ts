import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { users } from '@/db/schema';
import { assertStrong } from '@/lib/auth/assert-strong';
import { limitLinks } from '@/lib/auth/links/limit-links';
import { keepSignUp } from '@/lib/auth/links/pending-sign-up';
import { sendSignInMail } from '@/lib/auth/links/send-sign-in-mail';
import { createSignInLink } from '@/lib/auth/links/sign-in-link';
import { hashPassword, newPassword } from '@/lib/auth/password';
import type { Context, Locale } from '@/lib/core/context';
import { inLocale } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { emailAddress } from '@/lib/core/input/email-address';
import { personName } from '@/lib/core/input/person-name';

export const signUpInput = z.object({
  email: emailAddress,
  name: personName,
  password: newPassword,
  callbackUrl: z.string().max(2_000).optional(),
});

/** The same for somebody who adds a passkey instead, which waits until the mailbox is proven. */
export const passkeySignUpInput = signUpInput.omit({ password: true });

type Typed = z.output<typeof passkeySignUpInput> & { password: string | null };

/**
 * Mails a link that opens the account. For an existing account it mails a plain sign-in link and changes nothing, so
 * that nobody learns whether there is one.
 * @returns the secret of this browser, without which the link opens an account without name and password
 * @throws AppError `invalid_input` for a weak password, `rate_limited`
 */
export const signUp = (ctx: Context, input: z.output<typeof signUpInput>): Promise<string> =>
  begin(ctx, input);

/**
 * The same without a password: the link leads to where a passkey is added. None is made before, since an authenticator
 * would keep one for somebody else's address.
 * @throws AppError `rate_limited`
 */
export const signUpByPasskey = (ctx: Context, input: z.output<typeof passkeySignUpInput>): Promise<string> =>
  begin(ctx, { ...input, password: null });

async function begin(ctx: Context, typed: Typed): Promise<string> {
  const { email, name, password, callbackUrl = null } = typed;
  const { locale, now, address = 'unknown' } = ctx;
  if (password !== null) await assertStrong(password, { email, name }, address);
  await limitLinks(email, { kind: 'stranger', address });
  const passwordHash = password === null ? null : await hashPassword(password);
  const browserSecret = await keepSignUp({ email, name, passwordHash, locale }, now);
  const token = await createSignInLink(email, now);
  const existing = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  await sendSignInMail({
    email,
    token,
    locale,
    ...(existing.length > 0
      ? { purpose: 'sign_in', callbackUrl }
      : { purpose: 'sign_up', callbackUrl: finishPath(locale, callbackUrl, password === null) }),
  });
  return browserSecret;
}

/**
 * The page that asks for a passkey, or for a name and password where the link was opened in another browser than the
 * sign-up's.
 */
const finishPath = (locale: Locale, callbackUrl: string | null, byPasskey: boolean) =>
  inLocale(
    `${sitePaths.finishSignUp}?${new URLSearchParams({
      ...(callbackUrl !== null && { callbackUrl }),
      ...(byPasskey && { way: 'passkey' }),
    })}`,
    locale,
  );
