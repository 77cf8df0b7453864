import { getTranslations } from 'next-intl/server';
import { ClubResults } from '@/components/results/club-results';
import { isNearMe, type SearchQuery, searchHref } from '@/components/search/search-query';
import { EmptyDay } from '@/components/shared/empty-day';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { explainEmptyDay } from '@/lib/availability/explain-empty-day';
import {
  type ClubSearch,
  type FoundClub,
  type SearchClubs,
  searchClubs,
} from '@/lib/availability/search-clubs';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Point } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { book } from '../actions';

type Props = {
  ctx: Context;
  /** The clubs of the city that was asked for. */
  inCity: readonly Club[];
  query: SearchQuery;
  wanted: SearchClubs;
  found: ClubSearch;
};

const MOST_CLUBS = 3;
/** As far as one would drive for a game. */
const NEARBY_KM = 60;
const NO_FILTERS = { sport: null, format: null, cover: null, surface: null };

/** Why a search found nothing, the next steps, and the nearest clubs with a start on that day. */
export async function NoResults({ ctx, inCity, query, wanted, found }: Props) {
  const [t, nearby] = await Promise.all([
    getTranslations('results'),
    findNearby(ctx, wanted, found.nearestCity ?? centreOf(inCity, query)),
  ]);
  return (
    <div className="grid gap-8">
      <Why ctx={ctx} inCity={inCity} query={query} wanted={wanted} found={found} />
      {nearby.length > 0 && (
        <section aria-labelledby="nearby">
          <h2 id="nearby" className="mb-3 text-title">
            {t('elsewhere')}
          </h2>
          <ClubResults
            clubs={nearby}
            book={book}
            asked={{
              time: query.time,
              part: query.part,
              date: wanted.date,
              durationMinutes: query.duration,
              now: ctx.now.getTime(),
            }}
          />
        </section>
      )}
    </div>
  );
}

async function Why({ ctx, inCity, query, wanted, found }: Props) {
  if (found.clubs.length === 0)
    return <NoSuchClub inCity={inCity} query={query} nearest={found.nearestCity} />;
  const { date, duration: durationMinutes } = wanted;
  const asked = found.clubs.map(({ club }) => club);
  const quota = found.clubs.find((club) => club.quota !== null)?.quota ?? null;
  const why = await explainEmptyDay(ctx, asked, { date, durationMinutes, quota });
  return (
    <EmptyDay date={date} why={why} hrefOf={(other) => searchHref(query, { date: other })}>
      {isFiltered(query) && <ClearFilters query={query} />}
    </EmptyDay>
  );
}

type NoClub = { inCity: readonly Club[]; query: SearchQuery; nearest: string | null };

/** No club is there, or none is of the kind that was asked for. */
async function NoSuchClub({ inCity, query, nearest }: NoClub) {
  const t = await getTranslations('results');
  if (isFiltered(query) && (inCity.length > 0 || !query.city)) {
    return (
      <EmptyState title={t('filteredOutTitle')} text={t('filteredOutText')}>
        <ClearFilters query={query} />
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={query.city ? t('unknownTitle', { city: query.city }) : t('nothingNearTitle')}
      text={nearest ? t('unknownText', { nearest }) : t('unknownNowhere')}
    >
      <Link href={searchHref(query, { city: nearest ?? '', lat: null, lng: null })} className={button()}>
        {nearest ? t('searchIn', { city: nearest }) : t('everywhere')}
      </Link>
    </EmptyState>
  );
}

async function ClearFilters({ query }: { query: SearchQuery }) {
  const t = await getTranslations('results');
  return (
    <Link href={searchHref(query, NO_FILTERS)} className={button({ look: 'secondary' })}>
      {t('clearFilters')}
    </Link>
  );
}

const isFiltered = ({ sport, format, cover, surface }: SearchQuery) =>
  sport !== null || format !== null || cover !== null || surface !== null;

function centreOf(inCity: readonly Club[], query: SearchQuery): Point | null {
  if (isNearMe(query)) return { latitude: query.lat, longitude: query.lng };
  return inCity[0] ?? null;
}

/** The clubs of a city, or around a point, with a start on that day. */
async function findNearby(
  ctx: Context,
  wanted: SearchClubs,
  place: string | Point | null,
): Promise<FoundClub[]> {
  if (place === null) return [];
  const where =
    typeof place === 'string'
      ? { city: place, lat: undefined, lng: undefined }
      : { city: undefined, lat: place.latitude, lng: place.longitude, radiusKm: NEARBY_KM };
  const near = await searchClubs(ctx, { ...wanted, ...where, sort: 'distance' });
  return near.clubs.filter(({ starts }) => starts.length > 0).slice(0, MOST_CLUBS);
}
