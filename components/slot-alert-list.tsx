import { getLocale, getTranslations } from 'next-intl/server';
import { formatDate } from '@/lib/i18n/format';
import type { SlotAlert } from '@/lib/reservations/list-slot-alerts';
import { Link } from './link';
import { parseSearchQuery, searchHref } from './search-query';
import { StopAlert } from './stop-alert';
import type { FormAction } from './ui/action-form';
import { ShrinkingList } from './ui/shrinking-list';

type Props = { alerts: readonly SlotAlert[]; unwatch: FormAction<void> };

/** The starts somebody waits for, each with the way to its search and a button that ends the wait. */
export async function SlotAlertList({ alerts, unwatch }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  return (
    <ShrinkingList count={alerts.length} className="divide-y divide-line">
      {alerts.map((alert) => (
        <li key={alert.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
          <Link
            href={searchHref(parseSearchQuery({}), {
              city: alert.city,
              date: alert.date,
              time: alert.time,
              duration: alert.durationMinutes,
            })}
            className="figures text-court-text hover:underline"
          >
            {t('alert.slot', {
              city: alert.city,
              day: formatDate(alert.date, 'long', locale),
              time: alert.time,
            })}{' '}
            · {t('common.minutes', { minutes: alert.durationMinutes })}
          </Link>
          <StopAlert alert={alert} unwatch={unwatch} />
        </li>
      ))}
    </ShrinkingList>
  );
}
