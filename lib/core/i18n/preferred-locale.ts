import Negotiator from 'negotiator';
import type { Locale } from '@/lib/core/context';
import { isLocale } from '@/lib/core/locale';

/**
 * Which of our languages an Accept-Language header asks for most (RFC 9110 §12.5.4, weights included); Spanish when it
 * names none.
 */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wanted = new Negotiator({ headers: { 'accept-language': acceptLanguage ?? undefined } }).languages();
  return wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find(isLocale) ?? 'es';
}
