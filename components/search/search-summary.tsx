import { Search } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { placeOf } from '@/components/results/place-of';
import { formatNearDay } from '@/lib/core/i18n/format';
import { type SearchQuery, searchHref } from './search-query';

type Props = { query: SearchQuery; date: string; today: string; children: ReactNode };

/** The search bar of the results: its form on large screens, else one line that unfolds it. */
export async function SearchSummary({ query, date, today, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const when =
    query.time ??
    (query.part && t(`dayPart.${query.part}`).toLowerCase()) ??
    t('search.anyTime').toLowerCase();
  const game = [query.sport && t(`sport.${query.sport}`), query.format && t(`format.${query.format}`)].filter(
    (word) => word !== null,
  );
  return (
    <>
      {/* Folded again once the search has been changed. */}
      <details key={`${searchHref(query)} ${date}`} className="peer sm:hidden">
        <summary className="flex min-h-14 items-center justify-between gap-3 rounded-bar border border-edge bg-card py-1.5 pr-1.5 pl-4">
          <span className="min-w-0">
            <span className="figures block truncate font-strong">
              {await placeOf(query)} · {formatNearDay(date, today, locale)}, {when}
            </span>
            <span className="block text-caption text-faint">
              {[t('common.minutes', { minutes: String(query.duration) }), game.join(', ').toLowerCase()]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <span className="flex size-10 shrink-0 items-center justify-center rounded-md bg-court text-on-court">
            <Search aria-hidden className="size-5" />
            <span className="sr-only">{t('search.change')}</span>
          </span>
        </summary>
      </details>
      <div className="max-sm:hidden max-sm:peer-open:mt-2 max-sm:peer-open:block">{children}</div>
    </>
  );
}
