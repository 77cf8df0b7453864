import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { GameTicket, JoinedTicket } from '@/components/reservation/game-ticket';
import { PastGame } from '@/components/reservation/past-game';
import { SlotAlertList } from '@/components/reservation/slot-alert-list';
import { TurnList } from '@/components/reservation/turn-list';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { listOffers } from '@/lib/alerts/list-offers';
import { listSlotAlerts, type SlotAlert } from '@/lib/alerts/list-slot-alerts';
import { plainInteger } from '@/lib/core/input/plain-number';
import { listJoinedGames } from '@/lib/reservations/game/list-joined-games';
import { listReservations } from '@/lib/reservations/reservation-details';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../or-not-found';
import { letGo, unwatch } from '../actions';

const PAST_PAGE = 20;
const pageParam = plainInteger(1, 1_000).catch(1);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('games');
  return { title: t('title') };
}

export default async function GamesPage({ searchParams }: PageProps<'/[locale]/reservations'>) {
  const page = pageParam.parse((await searchParams).page);
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('games')]);
  const [upcoming, joined, past, alerts, offers] = await orNotFound(
    Promise.all([
      listReservations(ctx, { when: 'upcoming', page: 1, pageSize: 100 }),
      listJoinedGames(ctx),
      listReservations(ctx, { when: 'past', page, pageSize: PAST_PAGE }),
      listSlotAlerts(ctx),
      listOffers(ctx),
    ]),
    '/reservations',
  );
  const isTurn = (id: string) => offers.some(({ reservationId }) => reservationId === id);
  const games = upcoming.results.filter(({ id }) => !isTurn(id));
  return (
    <>
      <h1 className="mb-6 text-head">{t('title')}</h1>
      {offers.length > 0 && (
        <section aria-labelledby="turns" className="mb-8">
          <h2 id="turns" className="mb-4 text-title">
            {(await getTranslations('turn'))('title')}
          </h2>
          <TurnList offers={offers} letGo={letGo} />
        </section>
      )}
      {(games.length > 0 || offers.length === 0) && (
        <section aria-labelledby="upcoming">
          <h2 id="upcoming" className="mb-4 text-title">
            {t('upcoming')}
          </h2>
          {games.length + joined.length === 0 ? (
            <EmptyState title={t('emptyTitle')} text={t('emptyText')}>
              <Link href="/" className={button()}>
                {t('start')}
              </Link>
            </EmptyState>
          ) : (
            <ul className="grid gap-3 lg:grid-cols-2">
              {games.map((reservation) => (
                <li key={reservation.id}>
                  <GameTicket reservation={reservation} now={ctx.now.getTime()} />
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {joined.length > 0 && (
        <section aria-labelledby="joined" className="mt-10">
          <h2 id="joined" className="mb-4 text-title">
            {t('joined')}
          </h2>
          <ul className="grid gap-3 lg:grid-cols-2">
            {joined.map((game) => (
              <li key={game.token}>
                <JoinedTicket game={game} now={ctx.now.getTime()} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Alerts alerts={alerts} />
      {past.count > 0 && (
        <section aria-labelledby="past" className="mt-12">
          <h2 id="past" className="mb-2 text-title">
            {t('past')}
          </h2>
          <ul className="divide-y divide-line">
            {past.results.map((reservation) => (
              <li key={reservation.id}>
                <PastGame reservation={reservation} />
              </li>
            ))}
          </ul>
          {page * PAST_PAGE < past.count && (
            <Link
              href={`/reservations?page=${page + 1}`}
              className={button({ look: 'secondary', className: 'mt-4' })}
            >
              {t('more')}
            </Link>
          )}
        </section>
      )}
    </>
  );
}

async function Alerts({ alerts }: { alerts: readonly SlotAlert[] }) {
  const t = await getTranslations('alert');
  return (
    <section aria-labelledby="alerts" className="mt-12">
      <h2 id="alerts" className="text-title">
        {t('title')}
      </h2>
      {alerts.length > 0 && <p className="mt-1 text-ink-soft">{t('lead')}</p>}
      <div className="mt-2">
        <SlotAlertList alerts={alerts} labelledBy="alerts" unwatch={unwatch} />
      </div>
    </section>
  );
}
