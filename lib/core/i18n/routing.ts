import { defineRouting } from 'next-intl/routing';
import type { Locale } from '@/lib/core/context';

/** Spanish is the default. Every address carries its language, so that a shared link reads the same for both. */
export const routing = defineRouting({
  locales: ['es', 'en'] as const satisfies readonly Locale[],
  defaultLocale: 'es',
  localePrefix: 'always',
});
