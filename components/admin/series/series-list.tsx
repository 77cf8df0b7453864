import { getLocale, getTranslations } from 'next-intl/server';
import { deskPath } from '@/components/admin/desk-pages';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { Link } from '@/components/shared/link';
import type { FormAction } from '@/components/ui/action-form';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatInstant, formatMoment } from '@/lib/core/i18n/format';
import { localDateOf } from '@/lib/core/time';
import type { ShownSeries } from '@/lib/desk/series/list-series';
import { ChangeSeriesForm } from './change-series-form';
import { EndSeriesForm } from './end-series-form';
import { WEEKDAYS } from './weekdays';

type SeriesActions = Readonly<Record<'change' | 'end', FormAction<unknown>>>;

type Props = {
  club: Club;
  series: readonly ShownSeries[];
  asked: string;
  back: string;
  /** Null for who may see them alone. */
  actions: SeriesActions | null;
};

/** The series that have something to come, each with the forms that change and end it. */
export async function SeriesList({ club, series, asked, back, actions }: Props) {
  const [t, tDay, locale] = await Promise.all([
    getTranslations('seriesPage'),
    getTranslations('weekday'),
    getLocale(),
  ]);
  const { timeZone } = club;
  if (series.length === 0) return <p className="text-soft">{t('none')}</p>;
  return (
    <ul aria-labelledby="series" className="divide-y divide-line rounded-card border border-line bg-card">
      {series.map((one) => {
        const name = one.customerName ?? one.title ?? t(`kind_${one.kind}`);
        const date = localDateOf(one.nextStartsAt, timeZone);
        return (
          <li key={one.id} className="grid gap-2 px-4 py-3">
            <div className="flex flex-wrap items-baseline gap-x-3">
              <h3 className="break-words font-strong">{name}</h3>
              {one.customerName && one.title && <p className="break-words">{one.title}</p>}
              <p className="figures">
                {WEEKDAYS.filter((day) => one.weekdays.includes(day))
                  .map((day) => tDay(`${day}`))
                  .join(', ')}{' '}
                · {formatWallMinute(one.startMinute)} · {t('minutes', { count: one.durationMinutes })}
              </p>
            </div>
            <p className="text-note text-soft">
              <Link
                href={`${deskPath(asked, 'planner')}?${new URLSearchParams({ date })}`}
                className="underline underline-offset-4"
              >
                {t('next', { when: formatMoment(one.nextStartsAt, locale, timeZone) })}
              </Link>
              <span>
                {' · '}
                {t('left', {
                  count: one.left,
                  until: formatInstant(one.lastStartsAt, 'date', locale, timeZone),
                })}
              </span>
            </p>
            {one.note && <p className="whitespace-pre-line break-words text-note">{one.note}</p>}
            {actions && (
              <div className="flex flex-wrap items-start gap-2">
                <ChangeSeriesForm {...{ one, club, asked, back, date, name }} action={actions.change} />
                <EndSeriesForm {...{ one, back, date, name }} action={actions.end} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
