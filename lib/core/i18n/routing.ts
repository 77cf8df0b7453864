import { defineRouting } from 'next-intl/routing';
import type { Locale } from '@/lib/core/context';

/** Spanish first; every address carries its language, so that a shared link reads the same for both ends. */
export const routing = defineRouting({
  locales: ['es', 'en'] as const satisfies readonly Locale[],
  defaultLocale: 'es',
  localePrefix: 'always',
});
