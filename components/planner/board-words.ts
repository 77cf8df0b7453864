import type { Locale } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';

/** The words of a board, read once and handed to each of its items. */
export type BoardWords = {
  t: Awaited<ReturnType<typeof getTranslations<'board'>>>;
  locale: Locale;
  timeZone: string;
};

export async function boardWords(timeZone: string): Promise<BoardWords> {
  const [t, locale] = await Promise.all([getTranslations('board'), getLocale()]);
  return { t, locale, timeZone };
}

/** The words of items and gaps, which are drawn in the browser too, as the messages write them. */
export const viewWords = async () => (await getMessages()).board;
export type ViewWords = Awaited<ReturnType<typeof viewWords>>;

/** The sentences of the board's scripts, with `{…}` where they put a value. */
export const deskWords = async () => (await getMessages()).planner;
