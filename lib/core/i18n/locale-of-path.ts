import type { Locale } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { isLocale } from '@/lib/core/locale';

/** The language of the page that a person wanted. next-auth itself knows no languages. */
export function localeOfPath(url: string | null): Locale {
  const first = new URL(url ?? '/', env().NEXTAUTH_URL).pathname.split('/')[1] ?? '';
  return isLocale(first) ? first : 'es';
}
