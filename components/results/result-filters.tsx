import { getLocale, getTranslations } from 'next-intl/server';
import { isNearMe, type SearchQuery, searchHref, sortOf } from '@/components/search/search-query';
import { inLocale } from '@/lib/core/i18n/navigation';
import { FilterBar } from './filter-bar';

type Words = Awaited<ReturnType<typeof getTranslations<never>>>;

/** The filters and the order of the list, each a link to the changed search. */
export async function ResultFilters({ query }: { query: SearchQuery }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const view = ({ label, isOn, change }: Choice) => ({
    label,
    isOn,
    href: inLocale(searchHref(query, change), locale),
  });
  return (
    <FilterBar
      words={{ filters: t('results.filters'), sort: t('results.sort') }}
      toggles={togglesOf(query, t).map(view)}
      sorts={sortsOf(query, t).map(view)}
    />
  );
}

type Choice = { label: string; isOn: boolean; change: Partial<SearchQuery> };

/** The most used filters, and every active one, so that it can be removed. */
function togglesOf(query: SearchQuery, t: Words): Choice[] {
  const toggle = <Name extends 'sport' | 'cover' | 'format' | 'surface'>(
    name: Name,
    value: NonNullable<SearchQuery[Name]>,
    label: string,
  ): Choice => {
    const isOn = query[name] === value;
    return { label, isOn, change: { [name]: isOn ? null : value } };
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
  return toggles.toSorted((a, b) => Number(b.isOn) - Number(a.isOn));
}

function sortsOf(query: SearchQuery, t: Words): Choice[] {
  const sorts = [
    ...(isNearMe(query) ? [{ sort: 'distance' as const, label: t('results.sortDistance') }] : []),
    { sort: 'price' as const, label: t('results.sortPrice') },
    { sort: 'earliest' as const, label: t('results.sortEarliest') },
  ];
  const sorted = (sorts.find(({ sort }) => sort === sortOf(query)) ?? sorts[0])?.sort;
  return sorts.map(({ sort, label }) => ({ label, isOn: sort === sorted, change: { sort } }));
}
