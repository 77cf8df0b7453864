import { getLocale, getTranslations } from 'next-intl/server';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { daysInWords } from '@/components/admin/prices/rule-words';
import { RecordTable } from '@/components/ui/record-table';
import type { Club } from '@/lib/catalogue/catalogue';
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
