import { getLocale, getTranslations } from 'next-intl/server';
import { isNearMe, type SearchQuery, sortOf } from '@/components/search/search-query';
import type { FoundClub } from '@/lib/availability/search-clubs';
import { readOverview } from '@/lib/catalogue/catalogue';
import { MOST_COMPARED } from '@/lib/catalogue/popular-clubs';
import { formatNearDay } from '@/lib/core/i18n/format';

type Props = { query: SearchQuery; date: string; today: string; found: readonly FoundClub[] };

/** How many clubs have the requested start, announced again when the search changes, and how many have another. */
export async function ResultHeading({ query, date, today, found }: Props) {
  const [t, when] = await Promise.all([getTranslations('results'), whenOf(query, date, today)]);
  const count = found.filter(({ meets }) => meets).length;
  const others = found.filter(({ meets, starts }) => !meets && starts.length > 0).length;
  const currencies = new Set(
    found.filter(({ starts }) => starts.length > 0).map(({ club }) => club.currency),
  );
  const place = query.city ? 'city' : isNearMe(query) ? 'near' : 'other';
  const isPart = place === 'other' && (await readOverview()).clubs > MOST_COMPARED;
  return (
    <div role="status" className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
      <h1 className="text-title sm:text-head">{t('found', { count, place, city: query.city, when })}</h1>
      <p className="text-soft empty:hidden">{others > 0 ? t('others', { count: others }) : ''}</p>
      <p className="basis-full text-note text-soft empty:hidden">
        {isPart ? t('compared', { count: MOST_COMPARED }) : ''}
      </p>
      <p className="basis-full text-note text-soft empty:hidden">
        {sortOf(query) === 'price' && currencies.size > 1 ? t('currencies') : ''}
      </p>
    </div>
  );
}

async function whenOf({ time, part }: SearchQuery, date: string, today: string): Promise<string> {
  const [t, locale] = await Promise.all([getTranslations('results'), getLocale()]);
  const day = formatNearDay(date, today, locale);
  if (time !== null) return t('atTime', { day, time });
  return part === null ? t('onDay', { day }) : t(`inPart.${part}`, { day });
}
