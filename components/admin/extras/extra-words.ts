import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';

const WORDS = [
  'newExtra',
  'nameEs',
  'nameEn',
  'code',
  'codeHint',
  'place',
  'up',
  'down',
  'gone',
  'unfitName',
  'unfitCode',
  'unfitPrice',
  'effect',
  'effectNone',
  'soldStays',
  'review',
  'save',
] as const;

/** The words of the form of extras, whose prices are in that currency. */
export async function extraWords(currency: string): Promise<Record<string, string>> {
  const t = await getTranslations('extras');
  return errorWords({
    ...Object.fromEntries(WORDS.map((word) => [word, t(word)])),
    price: t('price', { currency }),
    conflict: t('conflict'),
  });
}
