import { getLocale, getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Locale } from '@/lib/core/context';
import { formatDate } from '@/lib/core/i18n/format';
import { isLocalDate } from '@/lib/core/time';
import type { RuleFields } from './rule-fields';

/** Says when a typed rule holds and for whom: `lun–vie · 18:00–22:00 · Pista 1`. */
export async function ruleWords({
  courts,
  categories,
}: Pick<Club, 'courts' | 'categories'>): Promise<(rule: RuleFields) => string> {
  const [t, locale] = await Promise.all([getTranslations('setUp'), getLocale()]);
  const courtName = (id: string) => courts.find((court) => String(court.id) === id)?.name ?? id;
  const groupName = (code: string) => categories.find((one) => one.code === code)?.name[locale] ?? code;
  const season = ({ season_from, season_until }: RuleFields) => {
    const [from, until] = [season_from, season_until].map((date) =>
      isLocalDate(date) ? formatDate(date, 'date', locale) : null,
    );
    if (from && until) return t('season', { from, until });
    if (from) return t('seasonFrom', { from });
    return until ? t('seasonUntil', { until }) : null;
  };
  return (rule) =>
    [
      rule.holidays === 'only' && t('onHolidays'),
      rule.holidays === 'never' && t('notOnHolidays'),
      rule.weekdays.length > 0 && daysInWords(rule.weekdays.map(Number), locale),
      (rule.from || rule.until) && `${rule.from || '00:00'}–${rule.until || '24:00'}`,
      season(rule),
      rule.courts.length > 0 && rule.courts.map(courtName).join(', '),
      rule.durations.length > 0 && t('onlyMinutes', { minutes: rule.durations.join(', ') }),
      rule.category && groupName(rule.category),
      rule.prime && t('prime'),
    ]
      .filter(Boolean)
      .join(' · ') || t('always');
}

/** `lun–vie` for days that follow each other, else `lun, mié`. */
export function daysInWords(weekdays: readonly number[], locale: Locale): string {
  const days = weekdays.toSorted((a, b) => a - b);
  const [first = 1, last = 7] = [days[0], days.at(-1)];
  const isRun = days.length > 2 && last - first === days.length - 1;
  return isRun
    ? `${weekdayName(first, locale)}–${weekdayName(last, locale)}`
    : days.map((day) => weekdayName(day, locale)).join(', ');
}

/** The first day of June 2026 was a Monday. */
export const weekdayName = (weekday: number, locale: Locale) =>
  formatDate(`2026-06-0${weekday}`, 'weekday', locale);
