import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { ReadyLink } from '@/components/shared/ready-link';
import type { SpecialDay } from '@/lib/catalogue/catalogue';
import { formatDate } from '@/lib/core/i18n/format';
import { hoursHref, type HoursView } from './hours-view';

type Props = {
  days: readonly SpecialDay[];
  view: HoursView;
  today: string;
};

/** The special days of the years that are shown, each with the way to its fields. Past ones of this year are left out. */
export async function DayChips({ days, view, today }: Props) {
  const [t, locale] = await Promise.all([getTranslations('hours'), getLocale()]);
  const years = [view.year, view.year + 1].map((year) => {
    const isPast = String(year) < today.slice(0, 4);
    const ofYear = days.filter(({ date }) => date.startsWith(String(year)) && (isPast || date >= today));
    return { year, days: ofYear };
  });
  return years.map(
    ({ year, days: ofYear }) =>
      ofYear.length > 0 && (
        <div key={year}>
          <p id={`days-${year}`} className="text-note text-soft">
            {t('daysOf', { year: String(year) })}
          </p>
          <ul aria-labelledby={`days-${year}`} className="mt-1.5 flex flex-wrap gap-2">
            {ofYear.map(({ date, name, closed, windows }) => (
              <li key={date} className="min-w-0">
                <ReadyLink
                  scroll={false}
                  href={hoursHref(view, { day: date })}
                  aria-current={date === view.day ? 'true' : undefined}
                  className={clsx(
                    'figures flex min-h-11 items-center gap-2 rounded-md border px-2.5 text-note hover:border-ink',
                    date === view.day ? 'border-ink bg-ink text-on-ink' : 'border-edge bg-card',
                  )}
                >
                  <span
                    aria-hidden
                    className={clsx(
                      'size-3 shrink-0 rounded-xs border border-strong',
                      closed ? 'hatch' : 'bg-free',
                    )}
                  />
                  <span className="shrink-0 font-strong">
                    {formatDate(date, 'dayOfMonth', locale)} {formatDate(date, 'month', locale)}
                  </span>
                  {name && <span className="truncate">{name[locale]}</span>}
                  <span className="shrink-0">
                    {closed
                      ? t('closedDay')
                      : windows
                          .map(
                            ({ opensMinute, closesMinute }) =>
                              `${formatWallMinute(opensMinute)}–${formatWallMinute(closesMinute)}`,
                          )
                          .join(', ')}
                  </span>
                </ReadyLink>
              </li>
            ))}
          </ul>
        </div>
      ),
  );
}
