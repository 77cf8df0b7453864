import { LOCALES } from '@/db/schema';
import type { Locale } from './context';

export const isLocale = (text: string): text is Locale => LOCALES.some((locale) => locale === text);

/** The language that most speak in a country (ISO 3166) if it is one of ours, else English. */
export function languageOf(country: string): Locale {
  const { language } = new Intl.Locale('und', { region: country }).maximize();
  return isLocale(language) ? language : 'en';
}
