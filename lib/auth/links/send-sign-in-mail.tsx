import { render } from '@react-email/render';
import type { Locale } from '@/lib/core/context';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { safePath } from '@/lib/core/input/safe-path';
import { sha256 } from '@/lib/core/seal';
import { sendEmail } from '@/lib/services/resend/resend';
import { SignInMail, type SignInPurpose, signInWords } from './sign-in-mail';

type SignInLink = {
  email: string;
  token: string;
  locale: Locale;
  /** Where the person wanted to go. Anything but a path of ours is ignored. */
  callbackUrl: string | null;
  purpose: SignInPurpose;
};

/**
 * Mails a link to our own page, where a button uses it. Scanners of mail services open every link, so the link itself
 * must not sign in.
 * @throws AppError `service_unavailable`, ProviderRefusal
 */
export async function sendSignInMail({
  email,
  token,
  locale,
  callbackUrl,
  purpose,
}: SignInLink): Promise<void> {
  const url = siteUrl(sitePaths.signInLink, locale);
  url.search = new URLSearchParams({
    email,
    token,
    ...(callbackUrl && { callbackUrl: safePath(callbackUrl) ?? `/${locale}` }),
  }).toString();
  const mail = <SignInMail locale={locale} purpose={purpose} url={url.href} />;
  await sendEmail(
    {
      to: email,
      subject: signInWords(locale, purpose).subject,
      html: await render(mail),
      text: await render(mail, { plainText: true }),
      tags: { kind: purpose },
    },
    `sign-in:${sha256(token)}`,
  );
}
