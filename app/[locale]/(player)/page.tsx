import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import type { StaticImageData } from 'next/image';
import { getLocale, getTranslations } from 'next-intl/server';
import { preload } from 'react-dom';
import litCourt from '@/app/lit-court.svg';
import { ClubCards } from '@/components/results/club-cards';
import { viewShortClubs } from '@/components/results/view-clubs';
import { OwnGames } from '@/components/search/own-games';
import { RememberZone } from '@/components/search/remember-zone';
import { SearchForm } from '@/components/search/search-form';
import { isNearMe, parseSearchQuery, type SearchQuery } from '@/components/search/search-query';
import { ZONE_COOKIE } from '@/components/search/zone-cookie';
import { Link } from '@/components/shared/link';
import { publicMetadata } from '@/components/share/public-metadata';
import { ProblemNote } from '@/components/shared/problem-note';
import { findClubsWithCourt } from '@/lib/availability/find-clubs-with-court';
import { listFreeSharesIn } from '@/lib/availability/list-free-shares';
import { cityForZone, distanceKm, type Point, proposeCities } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { formatDay } from '@/lib/core/i18n/format';
import { pageContext } from '@/lib/web/page-context';
import { book } from './actions';

/** Drawn by the styles, and the largest part of the first sight of the page. */
const { src: LIT_COURT }: StaticImageData = litCourt;

const POPULAR_CLUBS = 4;
const USUAL_MINUTES = 90;

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('meta'), getLocale()]);
  const [title, description] = [t('title'), t('description')];
  return publicMetadata({ path: '/', locale, title, description, isWhole: true });
}

export default async function HomePage({ searchParams }: PageProps<'/[locale]'>) {
  preload(LIT_COURT, { as: 'image', fetchPriority: 'high' });
  const [params, ctx, t, cities] = await Promise.all([
    searchParams,
    pageContext(),
    getTranslations('home'),
    proposeCities(),
  ]);
  const city = await cityForZone((await cookies()).get(ZONE_COOKIE)?.value);
  const days = await listFreeSharesIn(ctx, city);
  const today = days[0]?.date ?? ctx.now.toISOString().slice(0, 10);
  const query = parseSearchQuery(params);
  return (
    <>
      <div className="full-bleed lit-court -mt-4 h-58 sm:-mt-6 sm:h-73">
        <div className="mx-auto max-w-6xl px-4 pt-5 text-on-night sm:pt-13">
          <h1 className="text-head sm:text-hero">{t('title')}</h1>
          <p className="mt-2 max-w-md text-lead text-on-night-soft max-sm:sr-only">{t('lead')}</p>
        </div>
      </div>
      <div className="relative -mt-19 sm:-mt-23">
        <SearchForm query={query} cities={cities} days={days} selectedDate={query.date ?? today} />
      </div>
      <RememberZone />
      <ProblemNote code={params.problem} />
      <OwnGames ctx={ctx} />
      {city !== null && <PopularClubs ctx={ctx} city={city} today={today} near={pointOf(query)} />}
    </>
  );
}

type PopularProps = { ctx: Context; city: string; today: string; near: Point | null };

async function PopularClubs({ ctx, city, today, near }: PopularProps) {
  const wanted = { city, today, minutes: USUAL_MINUTES, most: POPULAR_CLUBS };
  const [t, locale, { date, clubs, inCity }] = await Promise.all([
    getTranslations('home'),
    getLocale(),
    findClubsWithCourt(ctx, wanted),
  ]);
  const shown = clubs.map((found) => ({ ...found, distanceKm: near && distanceKm(near, found.club) }));
  const asked = { date, time: null, part: null, durationMinutes: USUAL_MINUTES, now: ctx.now.getTime() };
  return (
    <section aria-labelledby="popular" className="mt-6">
      <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="popular" className="text-title">
          {t('popular', { city, day: formatDay(date, today, 'long', locale) })}
        </h2>
        <Link
          href={`/courts?${new URLSearchParams({ city, date })}`}
          className="font-strong text-note underline decoration-edge underline-offset-3 hover:decoration-ink"
        >
          {t('seeAll', { count: inCity })}
        </Link>
      </div>
      <form action={book}>
        <ClubCards {...(await viewShortClubs(shown, asked))} />
      </form>
    </section>
  );
}

/** Where the reader is, once their search said so. */
const pointOf = (query: SearchQuery): Point | null =>
  isNearMe(query) ? { latitude: query.lat, longitude: query.lng } : null;
