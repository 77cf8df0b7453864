import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { mapTiles } from '@/components/map/map-tiles';
import { isPlaced } from '@/components/map/view-map';
import { clubAnchor } from '@/components/results/club-anchor';
import { ClubResults } from '@/components/results/club-results';
import { ResultFilters } from '@/components/results/result-filters';
import { ResultHeading } from '@/components/results/result-heading';
import { ViewToggle } from '@/components/results/view-toggle';
import { SearchForm } from '@/components/search/search-form';
import {
  CLUBS_A_PAGE,
  isNearMe,
  parseSearchQuery,
  type SearchQuery,
  searchHref,
  sortOf,
} from '@/components/search/search-query';
import { SearchSummary } from '@/components/search/search-summary';
import { DayPicker } from '@/components/days/day-picker';
import { publicMetadata } from '@/components/share/public-metadata';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { listFreeSharesIn } from '@/lib/availability/list-free-shares';
import {
  type ClubSearch,
  type FoundClub,
  type SearchClubs,
  searchClubs,
} from '@/lib/availability/search-clubs';
import { type Club, clubsIn } from '@/lib/catalogue/catalogue';
import { findCity, matchCity, proposeCities } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { pageContext } from '@/lib/web/page-context';
import { book } from '../actions';
import { MissedStart } from './missed-start';
import { NoResults } from './no-results';

/** How far "near me" reaches. */
const RADIUS_KM = 25;

type Params = Awaited<PageProps<'/[locale]/courts'>['searchParams']>;

export async function generateMetadata({ searchParams }: PageProps<'/[locale]/courts'>): Promise<Metadata> {
  const [t, locale, query] = await Promise.all([
    getTranslations('results'),
    getLocale(),
    readQuery(await searchParams),
  ]);
  const { city } = query;
  if (!city) {
    const title = isNearMe(query) ? t('titleNear') : t('titleAnywhere');
    return publicMetadata({ path: '/courts', locale, title, description: t('descriptionAnywhere') });
  }
  const title = t('title', { place: city });
  // There is a page for every word that somebody types.
  if (!(await findCity(city))) return { title };
  const path = `/courts?${new URLSearchParams({ city })}` as const;
  return publicMetadata({ path, locale, title, description: t('description', { city }) });
}

export default async function ResultsPage({ searchParams }: PageProps<'/[locale]/courts'>) {
  const [params, ctx, cities] = await Promise.all([searchParams, pageContext(), proposeCities()]);
  const query = await readQuery(params);
  const inCity = query.city ? await clubsIn(query.city) : [];
  const days = await listFreeSharesIn(ctx, inCity.length > 0 ? query.city : null);
  const today = days[0]?.date ?? ctx.now.toISOString().slice(0, 10);
  const date = query.date ?? today;
  const wanted = wantedOf(query, date);
  const found = await searchClubs(ctx, wanted);
  return (
    <>
      <SearchSummary query={query} date={date} today={today}>
        <SearchForm query={query} cities={cities} selectedDate={date} />
      </SearchSummary>
      <div className="mt-2 mb-4 grid grid-cols-[minmax(0,1fr)] gap-3">
        <DayPicker days={days} selected={date} hrefOf={(other) => searchHref(query, { date: other })} />
        <div className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <ResultFilters query={query} />
          </div>
          <ViewToggle query={query} />
        </div>
      </div>
      <ResultHeading query={query} date={date} today={today} found={found.clubs} />
      <Results ctx={ctx} inCity={inCity} query={query} wanted={wanted} found={found} />
      <MissedStart ctx={ctx} inCity={inCity} query={query} date={date} found={found} />
    </>
  );
}

/** The search, with the city as its clubs write it. */
async function readQuery(params: Params): Promise<SearchQuery> {
  const query = parseSearchQuery(params);
  return { ...query, city: query.city && (await cityNamed(query.city)) };
}

/** Once for the page and its title. */
const cityNamed = cache(async (asked: string): Promise<string> => (await matchCity(asked)) ?? asked);

function wantedOf(query: SearchQuery, date: string): SearchClubs {
  return {
    date,
    time: query.time ?? undefined,
    part: query.part ?? undefined,
    duration: query.duration,
    city: query.city || undefined,
    sport: query.sport ?? undefined,
    format: query.format ?? undefined,
    surface: query.surface ?? undefined,
    indoor: query.cover === null ? undefined : query.cover === 'indoor',
    lat: query.lat ?? undefined,
    lng: query.lng ?? undefined,
    radiusKm: RADIUS_KM,
    sort: sortOf(query),
  };
}

type ResultsProps = {
  ctx: Context;
  /** The clubs of the city that was asked for. */
  inCity: readonly Club[];
  query: SearchQuery;
  wanted: SearchClubs;
  found: ClubSearch;
};

async function Results({ ctx, inCity, query, wanted, found }: ResultsProps) {
  const withStarts = found.clubs.filter(({ starts }) => starts.length > 0);
  if (withStarts.length === 0) {
    return <NoResults ctx={ctx} inCity={inCity} query={query} wanted={wanted} found={found} />;
  }
  const tiles = query.view === 'map' ? mapTiles() : null;
  if (tiles !== null && withStarts.some(({ club }) => isPlaced(club))) {
    const { date, time, duration } = wanted;
    const search = { date, duration: String(duration), ...(time !== undefined && { time }) };
    // The list loads no scripts of the map.
    const { ResultMap } = await import('@/components/results/result-map');
    return <ResultMap clubs={withStarts} tiles={tiles} search={search} />;
  }
  return (
    <>
      <ClubResults clubs={withStarts.slice(0, query.shown)} asked={askedOf(query, wanted, ctx)} book={book} />
      <MoreClubs query={query} clubs={withStarts} />
    </>
  );
}

/** Shows the next clubs below these. Without scripts the page opens at the first of them. */
async function MoreClubs({ query, clubs }: { query: SearchQuery; clubs: readonly FoundClub[] }) {
  const t = await getTranslations('results');
  const next = clubs[query.shown];
  if (!next) return null;
  const left = clubs.length - query.shown;
  return (
    <Link
      href={`${searchHref(query, { shown: query.shown + CLUBS_A_PAGE })}#${clubAnchor(next.club)}`}
      scroll={false}
      className={button({ look: 'secondary', className: 'mt-4 w-full' })}
    >
      {t('more', { count: Math.min(CLUBS_A_PAGE, left), rest: left > CLUBS_A_PAGE ? left : 0 })}
    </Link>
  );
}

const askedOf = ({ time, part, duration }: SearchQuery, { date }: SearchClubs, { now }: Context) => ({
  time,
  part,
  date,
  durationMinutes: duration,
  now: now.getTime(),
});
