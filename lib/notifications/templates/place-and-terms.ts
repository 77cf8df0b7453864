import type { Locale } from '@/lib/context';
import type { ReservationFacts } from '../notice-facts';
import { termsInWords } from './terms-in-words';

/** Where a game is and until when it can be cancelled, in one line. */
export const placeAndTerms = ({ courtName, address, terms }: ReservationFacts, locale: Locale): string =>
  `${courtName}, ${address}.${terms ? ` ${termsInWords(terms, locale)}` : ''}`;
