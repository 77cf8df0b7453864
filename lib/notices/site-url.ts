import type { Locale } from '@/lib/core/context';
import { env } from '@/lib/core/env';

/** Where the pages in a language begin. */
export const siteUrl = (locale: Locale) => new URL(`/${locale}/`, env().NEXTAUTH_URL);
