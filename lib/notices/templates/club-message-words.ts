import type { Locale } from '@/lib/core/context';
import type { ClubMessageFacts } from '@/lib/notices/notice-facts';
import type { Words } from './notice-copy-types';
import { fitSegments } from './text-segments';

/** What stands around the words of a club, in each language. The words themselves are its own. */
export const CLUB_MESSAGE_WORDS: Record<Locale, (facts: ClubMessageFacts) => Words> = {
  es: (f) => ({ subject: `Mensaje de ${f.clubName}`, title: `Mensaje de ${f.clubName}`, body: linesOf(f) }),
  en: (f) => ({
    subject: `Message from ${f.clubName}`,
    title: `Message from ${f.clubName}`,
    body: linesOf(f),
  }),
};

/** The words of a club as a text message, under its name, which is shortened for them. */
export const clubText = ({ clubName, text }: Pick<ClubMessageFacts, 'clubName' | 'text'>): string =>
  fitSegments(clubName, (shown) => `${shown}: ${text}`);

const linesOf = ({ text }: ClubMessageFacts): string[] => text.split('\n').filter((line) => line !== '');
