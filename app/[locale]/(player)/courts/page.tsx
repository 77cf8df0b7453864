import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClubResults } from '@/components/club-results';
import { DayPicker } from '@/components/day-picker';
import { ResultFilters } from '@/components/result-filters';
import { SearchForm } from '@/components/search-form';
import { isNearMe, parseSearchQuery, type SearchQuery, searchHref } from '@/components/search-query';
import { SearchSummary } from '@/components/search-summary';
import { listFreeShares } from '@/lib/availability/list-free-shares';
import { type ClubSearch, type SearchClubs, searchClubs } from '@/lib/availability/search-clubs';
import { type Club, catalogue } from '@/lib/clubs/catalogue';
import { clubsIn, listCities } from '@/lib/clubs/places';
import type { Context } from '@/lib/context';
import { pageContext } from '@/lib/page-context';
import { book } from '../book';
import { MissedStart } from './missed-start';
import { NoResults } from './no-results';

export async function generateMetadata({ searchParams }: PageProps<'/[locale]/courts'>): Promise<Metadata> {
  return { title: await titleOf(parseSearchQuery(await searchParams)) };
}

export default async function ResultsPage({ searchParams }: PageProps<'/[locale]/courts'>) {
  const query = parseSearchQuery(await searchParams);
  const ctx = await pageContext();
  const { clubs } = await catalogue();
  const days = await listFreeShares(clubsAsked(clubs, query), ctx.now);
  const date = query.date ?? days[0]?.date ?? ctx.now.toISOString().slice(0, 10);
  const wanted = wantedOf(query, date);
  const found = await searchClubs(ctx, wanted);
  return (
    <>
      <h1 className="mb-4 text-head">{await titleOf(query)}</h1>
      <SearchSummary query={query} date={date} today={days[0]?.date ?? date}>
        <SearchForm
          query={query}
          cities={listCities(clubs).map(({ city }) => city)}
          days={days}
          selectedDate={date}
        />
      </SearchSummary>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
        <DayPicker
          days={days}
          selected={date}
          as={{ kind: 'links', hrefOf: (other) => searchHref(query, { date: other }) }}
        />
        <ResultFilters query={query} />
      </div>
      <Results ctx={ctx} clubs={clubs} query={query} wanted={wanted} found={found} />
      <MissedStart ctx={ctx} clubs={clubs} query={query} date={date} found={found} />
    </>
  );
}

async function titleOf(query: SearchQuery): Promise<string> {
  const t = await getTranslations('results');
  if (query.city) return t('title', { place: query.city });
  return isNearMe(query) ? t('titleNear') : t('titleAnywhere');
}

/** Whose days the strip shows: the city's clubs, or all of them. */
function clubsAsked(clubs: readonly Club[], query: SearchQuery): readonly Club[] {
  const inCity = query.city ? clubsIn(clubs, query.city) : [];
  return inCity.length > 0 ? inCity : clubs;
}

function wantedOf(query: SearchQuery, date: string): SearchClubs {
  return {
    date,
    time: query.time ?? undefined,
    duration: query.duration,
    city: query.city || undefined,
    sport: query.sport ?? undefined,
    surface: query.surface ?? undefined,
    indoor: query.cover === null ? undefined : query.cover === 'indoor',
    lat: query.lat ?? undefined,
    lng: query.lng ?? undefined,
    sort: query.sort ?? (isNearMe(query) ? 'distance' : 'price'),
  };
}

type ResultsProps = {
  ctx: Context;
  clubs: readonly Club[];
  query: SearchQuery;
  wanted: SearchClubs;
  found: ClubSearch;
};

async function Results({ ctx, clubs, query, wanted, found }: ResultsProps) {
  const t = await getTranslations('results');
  const withStarts = found.clubs.filter(({ starts }) => starts.length > 0);
  return (
    <>
      <p role="status" className="mt-6 mb-3 text-ink-soft">
        {t('count', { count: withStarts.length })}
      </p>
      {withStarts.length === 0 ? (
        <NoResults ctx={ctx} clubs={clubs} query={query} wanted={wanted} found={found} />
      ) : (
        <ClubResults
          clubs={withStarts}
          book={book}
          date={wanted.date}
          time={query.time}
          durationMinutes={query.duration}
          now={ctx.now.getTime()}
        />
      )}
    </>
  );
}
