import type { Locale } from '@/lib/core/context';
import { env } from '@/lib/core/env';

/** The public address of a page, for mails and files. */
export const siteUrl = (path: `/${string}`, locale: Locale) =>
  new URL(`/${locale}${path}`, env().NEXTAUTH_URL);
