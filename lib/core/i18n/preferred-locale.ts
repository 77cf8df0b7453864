import Negotiator from 'negotiator';
import type { Locale } from '@/lib/core/context';
import { isLocale } from '@/lib/core/locale';

/** The language of ours that an Accept-Language header prefers (RFC 9110 §12.5.4, weights included), or Spanish. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  if (!acceptLanguage) return 'es';
  const wanted = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages();
  return wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find(isLocale) ?? 'es';
}
