import type { CancellationTerms } from '@/lib/catalogue/cancellation-terms';
import type { Locale } from '@/lib/core/context';
import { translatorOf } from '@/lib/core/i18n/translator';

/** The terms as the pages say them. */
export const termsInWords = ({ key, values }: CancellationTerms, locale: Locale): string =>
  translatorOf(locale)(`cancellation.${key}`, values);
