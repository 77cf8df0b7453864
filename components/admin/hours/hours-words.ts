import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import type { Locale } from '@/lib/core/context';
import { formatDate } from '@/lib/core/i18n/format';

const WORDS = [
  'weekTitle',
  'years',
  'overlap',
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
  'unfitName',
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

/** The names of the months, short, from January on. */
export const monthNames = (locale: Locale): string[] =>
  Array.from({ length: 12 }, (_, month) =>
    formatDate(`2026-${String(month + 1).padStart(2, '0')}-01`, 'month', locale),
  );
