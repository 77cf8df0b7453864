import { clsx } from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { isNearMe, type SearchQuery, searchHref, sortOf } from '@/components/search/search-query';
import { Link } from '@/components/shared/link';
import { Menu } from '@/components/ui/menu';

/** The filters and the order of the list, each a link to the changed search. */
export async function ResultFilters({ query }: { query: SearchQuery }) {
  const t = await getTranslations();
  return (
    <div className="flex items-center gap-3 sm:justify-between">
      <nav aria-label={t('results.filters')} className="strip -m-1 flex min-w-0 gap-2 p-1 max-sm:flex-1">
        {(await togglesOf(query)).map(({ label, on, change }) => (
          <Link
            key={label}
            href={searchHref(query, change)}
            scroll={false}
            aria-current={on ? 'true' : undefined}
            className={clsx(
              pill,
              on ? 'bg-ink font-strong text-on-ink' : 'border border-edge bg-card hover:bg-sunken',
            )}
          >
            {on && <Check aria-hidden className="size-4" />}
            <span>{label}</span>
          </Link>
        ))}
      </nav>
      <Order query={query} />
    </div>
  );
}

const pill =
  'inline-flex min-h-9 shrink-0 items-center gap-1.5 rounded-full px-3.5 text-note pointer-coarse:min-h-11';

type Toggle = { label: string; on: boolean; change: Partial<SearchQuery> };

/** The most used filters, and every active one, so that it can be removed. */
async function togglesOf(query: SearchQuery): Promise<Toggle[]> {
  const t = await getTranslations();
  const toggle = <Name extends 'sport' | 'cover' | 'format' | 'surface'>(
    name: Name,
    value: NonNullable<SearchQuery[Name]>,
    label: string,
  ): Toggle => {
    const on = query[name] === value;
    return { label, on, change: { [name]: on ? null : value } };
  };
  const toggles = [
    toggle('cover', 'indoor', t('cover.indoor')),
    toggle('cover', 'outdoor', t('cover.outdoor')),
    toggle('sport', 'padel', t('sport.padel')),
    toggle('sport', 'tennis', t('sport.tennis')),
    toggle('format', 'single', t('format.single')),
    ...(query.format === 'double' ? [toggle('format', 'double', t('format.double'))] : []),
    ...(query.surface ? [toggle('surface', query.surface, t(`surface.${query.surface}`))] : []),
  ];
  // Active filters come first, where small screens show them.
  return toggles.toSorted((a, b) => Number(b.on) - Number(a.on));
}

async function Order({ query }: { query: SearchQuery }) {
  const t = await getTranslations('results');
  const sorts = [
    ...(isNearMe(query) ? [{ sort: 'distance' as const, label: t('sortDistance') }] : []),
    { sort: 'price' as const, label: t('sortPrice') },
    { sort: 'earliest' as const, label: t('sortEarliest') },
  ];
  const sorted = sorts.find(({ sort }) => sort === sortOf(query)) ?? sorts[0];
  return (
    <Menu
      look={{
        summary: clsx(pill, 'border border-edge bg-card hover:bg-sunken'),
        panel: 'right-0 w-48 p-1.5',
      }}
      trigger={
        <>
          <span className="sr-only">{t('sort')}</span>
          <span>{sorted?.label}</span>
          <ChevronDown aria-hidden className="size-4" />
        </>
      }
    >
      <nav aria-label={t('sort')} className="grid">
        {sorts.map(({ sort, label }) => (
          <Link
            key={sort}
            href={searchHref(query, { sort })}
            scroll={false}
            aria-current={sort === sorted?.sort ? 'true' : undefined}
            className="flex min-h-11 items-center justify-between gap-2 rounded-sm px-3 hover:bg-sunken aria-current:font-strong"
          >
            <span>{label}</span>
            {sort === sorted?.sort && <Check aria-hidden className="size-4" />}
          </Link>
        ))}
      </nav>
    </Menu>
  );
}
