import type { Locale } from '@/lib/core/context';
import type { ReservationFacts } from '@/lib/notices/notice-facts';
import { termsInWords } from './terms-in-words';

/** Which court it is and until when it can be cancelled, in the one line that a list of mails shows. */
export const courtAndTerms = ({ courtName, terms }: ReservationFacts, locale: Locale): string =>
  `${courtName}.${terms ? ` ${termsInWords(terms, locale)}` : ''}`;
