import { LOCALES } from '@/db/schema';
import type { Locale } from './context';

export const isLocale = (text: string): text is Locale => LOCALES.some((locale) => locale === text);

/** The first of our languages that an Accept-Language header names; Spanish when it names none. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const languages = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return languages.find(isLocale) ?? 'es';
}
