import type { Locale } from '@/lib/context';
import { env } from '@/lib/env';

/** Where the pages in a language begin. */
export const pagesOf = (locale: Locale) => new URL(`/${locale}/`, env().NEXTAUTH_URL);
