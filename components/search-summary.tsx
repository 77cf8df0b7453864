import { Pencil } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { formatDay } from '@/lib/i18n/format';
import { isNearMe, type SearchQuery, searchHref } from './search-query';

type Props = { query: SearchQuery; date: string; today: string; children: ReactNode };

/** The search in one line, unfolding into its form. */
export async function SearchSummary({ query, date, today, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations('search'), getLocale()]);
  const place = query.city || (isNearMe(query) ? t('nearMe') : t('anywhere'));
  return (
    // Folded again once the search has been changed.
    <details key={`${searchHref(query)} ${date}`} className="group">
      <summary className="flex min-h-13 items-center justify-between gap-3 rounded-md border border-line-strong bg-card px-4 py-2 hover:bg-sunken">
        <span className="figures">
          {t('summary', {
            place,
            day: formatDay(date, today, 'short', locale),
            time: query.time ?? t('anyTime'),
            duration: query.duration,
          })}
        </span>
        <span className="flex shrink-0 items-center gap-2 font-strong text-court-text">
          <Pencil aria-hidden className="size-4" />
          <span className="max-sm:sr-only">{t('change')}</span>
        </span>
      </summary>
      <div className="pt-3">{children}</div>
    </details>
  );
}
