import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';

const WORDS = [
  'week',
  'season',
  'newSeason',
  'seasonGone',
  'validFrom',
  'validUntil',
  'opens',
  'closes',
  'barsHint',
  'copy',
  'copyNone',
  'copyWorkdays',
  'copyAll',
  'unfitDates',
  'unfitHours',
  'unfitDate',
  'unfitDayHours',
  'newDay',
  'date',
  'nameEs',
  'nameEn',
  'holiday',
  'closed',
  'dayGone',
  'note_moved',
  'note_local',
  'affectedStay',
  'review',
  'save',
] as const;

/** The words of the forms of hours and special days. */
export async function hoursWords(): Promise<Record<string, string>> {
  const t = await getTranslations('hours');
  return errorWords({ ...Object.fromEntries(WORDS.map((word) => [word, t(word)])), conflict: t('conflict') });
}
