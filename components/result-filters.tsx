import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Link } from './link';
import { isNearMe, type SearchQuery, searchHref } from './search-query';

/** Filters as toggles and the order of the list, each a link to the search changed that way. */
export async function ResultFilters({ query }: { query: SearchQuery }) {
  const t = await getTranslations();
  const sorts = [
    ...(isNearMe(query) ? [{ sort: 'distance' as const, label: t('results.sortDistance') }] : []),
    { sort: 'price' as const, label: t('results.sortPrice') },
    { sort: 'earliest' as const, label: t('results.sortEarliest') },
  ];
  const sorted = query.sort ?? sorts[0]?.sort;
  const toggles: { label: string; on: boolean; change: Partial<SearchQuery> }[] = [
    ...(['padel', 'tennis'] as const).map((sport) => ({
      label: t(`sport.${sport}`),
      on: query.sport === sport,
      change: { sport: query.sport === sport ? null : sport },
    })),
    ...(['indoor', 'outdoor'] as const).map((cover) => ({
      label: t(`cover.${cover}`),
      on: query.cover === cover,
      change: { cover: query.cover === cover ? null : cover },
    })),
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <nav aria-label={t('results.filters')} className="strip -m-1 flex gap-2 p-1">
        {toggles.map(({ label, on, change }) => (
          <Toggle key={label} href={searchHref(query, change)} on={on}>
            {label}
          </Toggle>
        ))}
      </nav>
      <nav aria-label={t('results.sort')} className="strip -m-1 flex items-center gap-2 p-1">
        <span aria-hidden className="shrink-0 text-ink-soft text-note">
          {t('results.sort')}
        </span>
        {sorts.map(({ sort, label }) => (
          <Toggle key={sort} href={searchHref(query, { sort })} on={sorted === sort}>
            {label}
          </Toggle>
        ))}
      </nav>
    </div>
  );
}

function Toggle({ href, on, children }: { href: string; on: boolean; children: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={on ? 'true' : undefined}
      className={clsx(
        'inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-full border px-4',
        on
          ? 'border-court bg-court-tint font-strong text-court-text'
          : 'border-line-strong bg-card hover:bg-sunken',
      )}
    >
      {on && <Check aria-hidden className="size-4" />}
      <span>{children}</span>
    </Link>
  );
}
