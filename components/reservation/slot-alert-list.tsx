import { getLocale, getTranslations } from 'next-intl/server';
import { parseSearchQuery, searchHref } from '@/components/search/search-query';
import { ClubZone } from '@/components/shared/club-zone';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { ShrinkingList } from '@/components/ui/shrinking-list';
import { SubmitButton } from '@/components/ui/submit-button';
import type { SlotAlert } from '@/lib/alerts/list-slot-alerts';
import { formatDate } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';

type Props = { alerts: readonly SlotAlert[]; labelledBy: string; unwatch: FormAction<void> };

/** The person's alerts, each with its search and a button that ends it. */
export async function SlotAlertList({ alerts, labelledBy, unwatch }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations(), getLocale(), errorWords()]);
  return (
    <ShrinkingList
      count={alerts.length}
      removed={t('alert.stopped', { count: alerts.length })}
      labelledBy={labelledBy}
      className="divide-y divide-line"
    >
      {alerts.length === 0 && <li className="text-ink-soft">{t('alert.none')}</li>}
      {alerts.map((alert) => {
        const { id, date, durationMinutes: duration, startsAt, club } = alert;
        const end = alert.turns === 'none' ? 'stop' : 'leave';
        const city = club?.name ?? alert.city;
        const time = alert.until === null ? alert.time : `${alert.time}–${alert.until}`;
        const day = formatDate(date, 'long', locale);
        return (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <span className="figures">
              <Link href={hrefOf(alert)} className="text-court-text hover:underline">
                {t('alert.slot', { city, day, time })}{' '}
                <span className="whitespace-nowrap">· {t('common.minutes', { minutes: duration })}</span>
                {club && club.courts.length > 0 && <span>{` · ${club.courts.join(', ')}`}</span>}
              </Link>{' '}
              <ClubZone club={alert} at={startsAt.getTime()} />
              {alert.turns !== 'none' && (
                <span className="block text-note text-soft">
                  {t('alert.place', { place: alert.ahead + 1 })}
                </span>
              )}
            </span>
            <ActionForm action={unwatch} words={words}>
              <input type="hidden" name="alertId" value={id} />
              <SubmitButton look="secondary" aria-label={t(`alert.${end}Named`, { city, day, time })}>
                {t(`alert.${end}`)}
              </SubmitButton>
            </ActionForm>
          </li>
        );
      })}
    </ShrinkingList>
  );
}

/** Where the court would be found now. */
function hrefOf({ club, city, date, time, durationMinutes: duration }: SlotAlert): string {
  if (!club) return searchHref(parseSearchQuery({}), { city, date, time, duration });
  return `${sitePaths.club(club.slug)}?${new URLSearchParams({ date, time, duration: String(duration) })}`;
}
