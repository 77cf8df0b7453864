import { getTranslations } from 'next-intl/server';
import { ClubResults } from '@/components/club-results';
import { Link } from '@/components/link';
import { isNearMe, type SearchQuery, searchHref } from '@/components/search-query';
import { button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import {
  type ClubSearch,
  type FoundClub,
  type SearchClubs,
  searchClubs,
} from '@/lib/availability/search-clubs';
import type { Club } from '@/lib/clubs/catalogue';
import { clubsIn, type Point } from '@/lib/clubs/places';
import type { Context } from '@/lib/context';
import { book } from '../book';

type Props = {
  ctx: Context;
  clubs: readonly Club[];
  query: SearchQuery;
  wanted: SearchClubs;
  found: ClubSearch;
};

const MOST_CLUBS = 3;
/** As far as one would drive for a game. */
const NEARBY_KM = 60;
const NO_FILTERS = { sport: null, cover: null, surface: null };

/** Why a search found nothing, the way onward, and the nearest clubs that have a start on that day. */
export async function NoResults({ ctx, clubs, query, wanted, found }: Props) {
  const why = whyNothing(clubs, query, found);
  const city = why === 'unknownCity' || why === 'nothingNear' ? found.nearestCity : null;
  const [t, nearby] = await Promise.all([
    getTranslations('results'),
    findNearby(ctx, wanted, city ?? centreOf(clubs, query)),
  ]);
  const words = {
    unknownCity: {
      title: t('unknownTitle', { city: query.city }),
      text: t('unknownText', { nearest: city ?? '' }),
    },
    nothingNear: { title: t('nothingNearTitle'), text: t('unknownText', { nearest: city ?? '' }) },
    filteredOut: { title: t('filteredOutTitle'), text: t('filteredOutText') },
    full: { title: t('fullTitle'), text: t('fullText') },
  }[why];
  return (
    <div className="mt-6 grid gap-8">
      <EmptyState title={words.title} text={words.text}>
        {city && (
          <Link href={searchHref(query, { city, lat: null, lng: null })} className={button()}>
            {t('searchIn', { city })}
          </Link>
        )}
        {isFiltered(query) && (
          <Link href={searchHref(query, NO_FILTERS)} className={button({ look: 'secondary' })}>
            {t('clearFilters')}
          </Link>
        )}
      </EmptyState>
      {nearby.length > 0 && (
        <section aria-labelledby="nearby">
          <h2 id="nearby" className="mb-3 text-title">
            {t('elsewhere')}
          </h2>
          <ClubResults
            clubs={nearby}
            book={book}
            date={wanted.date}
            time={query.time}
            durationMinutes={query.duration}
            now={ctx.now.getTime()}
          />
        </section>
      )}
    </div>
  );
}

function whyNothing(clubs: readonly Club[], query: SearchQuery, found: ClubSearch) {
  if (found.clubs.length > 0) return 'full';
  if (query.city && clubsIn(clubs, query.city).length === 0) return 'unknownCity';
  return isFiltered(query) ? 'filteredOut' : 'nothingNear';
}

const isFiltered = ({ sport, cover, surface }: SearchQuery) =>
  sport !== null || cover !== null || surface !== null;

function centreOf(clubs: readonly Club[], query: SearchQuery): Point | null {
  if (isNearMe(query)) return { latitude: query.lat, longitude: query.lng };
  return clubsIn(clubs, query.city)[0] ?? null;
}

/** The clubs of a city, or around a point, that have a start on that day. */
async function findNearby(
  ctx: Context,
  wanted: SearchClubs,
  place: string | Point | null,
): Promise<FoundClub[]> {
  if (place === null) return [];
  const where =
    typeof place === 'string'
      ? { city: place, lat: undefined, lng: undefined }
      : { city: undefined, lat: place.latitude, lng: place.longitude, radius_km: NEARBY_KM };
  const near = await searchClubs(ctx, { ...wanted, ...where, sort: 'distance' });
  return near.clubs.filter(({ starts }) => starts.length > 0).slice(0, MOST_CLUBS);
}
