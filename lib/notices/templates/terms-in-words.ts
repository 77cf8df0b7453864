import { createTranslator } from 'next-intl';
import type { CancellationTerms } from '@/lib/catalogue/cancellation-terms';
import type { Locale } from '@/lib/core/context';
import english from '@/messages/en.json';
import spanish from '@/messages/es.json';

const translators = {
  es: createTranslator({ locale: 'es', messages: spanish, namespace: 'cancellation' }),
  en: createTranslator({ locale: 'en', messages: english, namespace: 'cancellation' }),
};

/** The terms as the pages say them. */
export const termsInWords = ({ key, values }: CancellationTerms, locale: Locale): string =>
  translators[locale](key, values);
