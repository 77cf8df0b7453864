import { createTranslator, type Messages } from 'next-intl';
import type { Locale } from '@/lib/core/context';
import english from '@/messages/en.json';
import spanish from '@/messages/es.json';

const translate = (locale: Locale, messages: Messages) => createTranslator({ locale, messages });

const translators = { es: translate('es', spanish), en: translate('en', english) };

/** Translates outside of a page: for mails, calendar files and commands. */
export const translatorOf = (locale: Locale) => translators[locale];
