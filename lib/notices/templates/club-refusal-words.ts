import type { Locale } from '@/lib/core/context';
import type { ClubRefusalFacts } from '@/lib/notices/notice-facts';
import type { Words } from './notice-copy-types';

/** The words to who asked for a club that Pista does not take in, in each language. */
export const CLUB_REFUSAL_WORDS: Record<Locale, (facts: ClubRefusalFacts) => Words> = {
  es: (f) => ({
    subject: `Sobre ${f.clubName} y Pista`,
    title: `De momento no podemos dar de alta ${f.clubName}`,
    body: [
      'Gracias por pensar en Pista. Hemos mirado la petición y de momento no la aceptamos.',
      'Hemos borrado lo que nos contaste. Si algo cambia, puedes pedirlo otra vez en la misma página.',
    ],
  }),
  en: (f) => ({
    subject: `About ${f.clubName} and Pista`,
    title: `We cannot take in ${f.clubName} for now`,
    body: [
      'Thank you for thinking of Pista. We looked at the request and are not taking it up for now.',
      'We deleted what you told us. If something changes, you can ask again on the same page.',
    ],
  }),
};
