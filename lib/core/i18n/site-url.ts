import type { Locale } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { inLocale } from './navigation';

/** The public address of a page, for mails, files and search engines. */
export const siteUrl = (path: `/${string}`, locale: Locale) =>
  new URL(inLocale(path, locale), env().NEXTAUTH_URL);
