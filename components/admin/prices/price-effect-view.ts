import { getLocale, getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/catalogue/catalogue';
import type { PriceCell } from '@/lib/clubs/set-up/compare-prices';
import type { PriceChanges } from '@/lib/clubs/set-up/price-changes';
import { formatDate } from '@/lib/core/i18n/format';
import { numberFormatter } from '@/lib/core/i18n/formatters';
import { formatMoney } from '@/lib/core/money';
import { localDateOf, localTime } from '@/lib/core/time';
import type { PriceEffectView } from './price-effect';

/** So many of the changed starts are told. */
const EXAMPLES = 4;

/** What new rules change, in the reader's words. */
export async function priceEffectView(club: Club, changes: PriceChanges): Promise<PriceEffectView> {
  const [t, locale] = await Promise.all([getTranslations('prices'), getLocale()]);
  const money = (minor: number | null) =>
    minor === null ? t('notSold') : formatMoney(minor, club.currency, locale);
  const line = ({ courtId, startsAt, minutes, before, after }: PriceCell) =>
    t('example', {
      day: formatDate(localDateOf(startsAt, club.timeZone), 'short', locale),
      time: localTime(startsAt, club.timeZone),
      minutes,
      court: club.courts.find(({ id }) => id === courtId)?.name ?? '',
      before: money(before),
      after: money(after),
    });
  const { dearer, cheaper, newlySold, unsold, changed } = changes;
  return {
    isSame: dearer + cheaper + newlySold + unsold.count === 0,
    counts: [
      { label: t('dearer'), count: numberFormatter(locale, {}).format(dearer) },
      { label: t('cheaper'), count: numberFormatter(locale, {}).format(cheaper) },
      { label: t('newlySold'), count: numberFormatter(locale, {}).format(newlySold) },
    ],
    examples: changed.slice(0, EXAMPLES).map(line),
    unsold:
      unsold.count === 0
        ? null
        : {
            title: t('unsoldTitle', { count: unsold.count }),
            hash: unsold.hash,
            examples: unsold.cells.slice(0, EXAMPLES).map(line),
          },
  };
}
