import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';

const WORDS = [
  'newCategory',
  'nameEs',
  'nameEn',
  'code',
  'codeHint',
  'horizon',
  'upcoming',
  'prime',
  'noLimit',
  'gone',
  'goneHint',
  'unfitName',
  'unfitCode',
  'unfitLimit',
  'stillNamed',
  'fits',
  'review',
  'save',
] as const;

/** The words of the form of categories. The horizon of the club is the shortest. */
export async function memberWords(days: number): Promise<Record<string, string>> {
  const t = await getTranslations('members');
  return errorWords({
    ...Object.fromEntries(WORDS.map((word) => [word, t(word)])),
    horizonHint: t('horizonHint', { days }),
    unfitHorizon: t('unfitHorizon', { days }),
    conflict: t('conflict'),
  });
}
