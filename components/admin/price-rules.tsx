import { getLocale, getTranslations } from 'next-intl/server';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { RecordTable } from '@/components/ui/record-table';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Locale } from '@/lib/core/context';
import { formatDate } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';

type Rule = Club['priceRules'][number];

/** The price rules of a club in their order, of which the first that fits holds. */
export async function PriceRules({ club }: { club: Club }) {
  const [t, locale] = await Promise.all([getTranslations('setUp'), getLocale()]);
  const nameOf = (courtId: number) => club.courts.find(({ id }) => id === courtId)?.name ?? String(courtId);
  const season = ({ seasonFrom, seasonUntil }: Rule) => {
    const [from, until] = [seasonFrom, seasonUntil].map((date) => date && formatDate(date, 'date', locale));
    if (from && until) return t('season', { from, until });
    if (from) return t('seasonFrom', { from });
    return until ? t('seasonUntil', { until }) : null;
  };
  const when = (rule: Rule) =>
    [rule.weekdays && daysInWords(rule.weekdays, locale), hoursOf(rule), season(rule)]
      .filter((part) => part !== null)
      .join(' · ') || t('always');
  return (
    <RecordTable
      labelledBy="prices"
      head={[t('rate'), t('when'), t('which'), t('category'), t('perHour')]}
      figures={[t('perHour')]}
      rows={club.priceRules.map((rule) => ({
        key: rule.id,
        cells: [
          rule.name[locale],
          when(rule),
          rule.courtIds?.map(nameOf).join(', ') ?? t('allCourts'),
          rule.category ?? t('everybody'),
          formatMoney(rule.pricePerHourMinor, club.currency, locale),
        ],
      }))}
    />
  );
}

function hoursOf({ fromMinute, untilMinute }: Rule): string | null {
  if (fromMinute === null && untilMinute === null) return null;
  return `${formatWallMinute(fromMinute ?? 0)}–${formatWallMinute(untilMinute ?? 1440)}`;
}

/** `lun–vie` for days that follow each other, else `lun, mié`. */
function daysInWords(weekdays: readonly number[], locale: Locale): string {
  const days = weekdays.toSorted((a, b) => a - b);
  const [first = 1, last = 7] = [days[0], days.at(-1)];
  const isRun = days.length > 2 && last - first === days.length - 1;
  return isRun
    ? `${weekdayName(first, locale)}–${weekdayName(last, locale)}`
    : days.map((day) => weekdayName(day, locale)).join(', ');
}

/** The first day of June 2026 was a Monday. */
const weekdayName = (weekday: number, locale: Locale) => formatDate(`2026-06-0${weekday}`, 'weekday', locale);
