import { LOCALES } from '@/db/schema';
import type { Locale } from './context';

export const isLocale = (text: string): text is Locale => LOCALES.some((locale) => locale === text);
