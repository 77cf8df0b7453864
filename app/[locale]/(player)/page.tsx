import { getLocale, getTranslations } from 'next-intl/server';
import { ClubCard } from '@/components/club-card';
import { GameTicket } from '@/components/game-ticket';
import { ProblemNote } from '@/components/problem-note';
import { SearchForm } from '@/components/search-form';
import { parseSearchQuery } from '@/components/search-query';
import { listFreeSharesIn } from '@/lib/availability/list-free-shares';
import { type FoundClub, searchClubs } from '@/lib/availability/search-clubs';
import { catalogue } from '@/lib/clubs/catalogue';
import { listPopularClubs } from '@/lib/clubs/list-popular-clubs';
import { listCities } from '@/lib/clubs/places';
import type { Context } from '@/lib/context';
import { formatDay } from '@/lib/i18n/format';
import { pageContext } from '@/lib/page-context';
import { listReservations } from '@/lib/reservations/reservation-details';
import { addDays } from '@/lib/time';

const POPULAR_CLUBS = 6;
const RANKED_CLUBS = 50;

export default async function HomePage({ searchParams }: PageProps<'/[locale]'>) {
  const params = await searchParams;
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('home')]);
  const [{ clubs }, days] = await Promise.all([catalogue(), listFreeSharesIn(null, ctx.now)]);
  const today = days[0]?.date ?? ctx.now.toISOString().slice(0, 10);
  const query = parseSearchQuery(params);
  return (
    <>
      <h1 className="text-head sm:text-hero">{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-2xl text-ink-soft text-lead">{t('lead')}</p>
      <ProblemNote code={params.problem} />
      <SearchForm
        query={query}
        cities={listCities(clubs).map(({ city }) => city)}
        days={days}
        selectedDate={query.date ?? today}
      />
      <NextGame ctx={ctx} />
      <PopularClubs ctx={ctx} today={today} />
    </>
  );
}

async function NextGame({ ctx }: { ctx: Context }) {
  if (ctx.actor.kind !== 'person') return null;
  const [t, { results }] = await Promise.all([
    getTranslations('home'),
    listReservations(ctx, { when: 'upcoming', page: 1, page_size: 1 }),
  ]);
  const [next] = results;
  if (!next) return null;
  return (
    <section aria-labelledby="next-game" className="mt-12">
      <h2 id="next-game" className="mb-4 text-title">
        {t('nextGame')}
      </h2>
      <GameTicket reservation={next} now={ctx.now.getTime()} />
    </section>
  );
}

async function PopularClubs({ ctx, today }: { ctx: Context; today: string }) {
  const [t, locale, favourites, { date, clubs }] = await Promise.all([
    getTranslations('home'),
    getLocale(),
    listPopularClubs(RANKED_CLUBS),
    clubsWithCourt(ctx, today),
  ]);
  const popular = clubs.toSorted(byDemand(favourites.map((club) => club.id))).slice(0, POPULAR_CLUBS);
  const day = formatDay(date, today, 'long', locale);
  return (
    <section aria-labelledby="popular" className="mt-12">
      <h2 id="popular" className="text-title">
        {t('popular', { day })}
      </h2>
      <p className="mb-4 text-ink-soft">{t('popularLead', { day })}</p>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {popular.map((found) => (
          <li key={found.club.id}>
            <ClubCard found={found} date={date} now={ctx.now.getTime()} locale={locale} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Those with a court today or, once that is the fewer half of them, as late in the evening, tomorrow. */
async function clubsWithCourt(ctx: Context, today: string): Promise<{ date: string; clubs: FoundClub[] }> {
  const now = await clubsOn(ctx, today);
  if (now.free.length * 2 >= now.all.length) return { date: today, clubs: now.free };
  const date = addDays(today, 1);
  const { free } = await clubsOn(ctx, date);
  return { date, clubs: free };
}

async function clubsOn(ctx: Context, date: string): Promise<{ all: FoundClub[]; free: FoundClub[] }> {
  const { clubs: all } = await searchClubs(ctx, { date, duration: 90, sort: 'distance' });
  return { all, free: all.filter(({ starts }) => starts.length > 0) };
}

const byDemand = (busiestFirst: readonly number[]) => (a: FoundClub, b: FoundClub) =>
  rank(busiestFirst, a) - rank(busiestFirst, b);

function rank(busiestFirst: readonly number[], { club }: FoundClub): number {
  const place = busiestFirst.indexOf(club.id);
  return place === -1 ? busiestFirst.length : place;
}
