import { MapPin } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClubZone } from '@/components/shared/club-zone';
import { Link } from '@/components/shared/link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { formatDate, formatDay, formatSpan } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { localDateOf } from '@/lib/core/time';
import type { JoinedGame } from '@/lib/reservations/game/list-joined-games';
import { isHeld } from '@/lib/reservations/is-held';
import { isAwaitingBank } from '@/lib/reservations/payment-state';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { StatusBadge } from './status-badge';

/** An upcoming booking as a ticket: the day, then where and when. An unpaid one leads to its payment. */
export async function GameTicket({ reservation, now }: { reservation: ReservationDetails; now: number }) {
  const { id, club, court } = reservation;
  const toPay = isHeld(reservation, new Date(now)) && !isAwaitingBank(reservation);
  return (
    <Ticket
      game={{ ...reservation, club, courtName: court.name }}
      now={now}
      href={`/${toPay ? 'checkout' : 'reservations'}/${id}`}
      label="open"
    >
      <StatusBadge reservation={reservation} />
    </Ticket>
  );
}

/** A game that somebody else booked. It leads to where one says whether one comes. */
export async function JoinedTicket({ game, now }: { game: JoinedGame; now: number }) {
  const t = await getTranslations('games');
  return (
    <Ticket game={game} now={now} href={sitePaths.game(game.token)} label="openJoined">
      {game.accepted ? (
        <Badge tone="confirmed">{t('comes')}</Badge>
      ) : (
        <Badge tone="held">{t('answer')}</Badge>
      )}
    </Ticket>
  );
}

type Props = {
  game: Pick<JoinedGame, 'startsAt' | 'endsAt' | 'club' | 'courtName'>;
  now: number;
  href: string;
  label: 'open' | 'openJoined';
  children: ReactNode;
};

async function Ticket({ game, now, href, label, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations('games'), getLocale()]);
  const { club, courtName } = game;
  const startsAt = game.startsAt.getTime();
  const date = localDateOf(startsAt, club.timeZone);
  const day = formatDay(date, localDateOf(now, club.timeZone), 'long', locale);
  return (
    <Card className="relative flex transition-colors focus-within:border-court hover:border-court">
      <div
        aria-hidden
        className="figures grid w-20 shrink-0 content-center justify-items-center border-line border-r border-dashed py-4"
      >
        <span className="text-ink-soft text-note">{formatDate(date, 'weekday', locale)}</span>
        <span className="font-strong text-head">{formatDate(date, 'dayOfMonth', locale)}</span>
        <span className="text-ink-soft text-note">{formatDate(date, 'month', locale)}</span>
      </div>
      <div className="grid min-w-0 flex-1 content-center gap-1 px-4 py-4">
        <p className="figures font-strong text-lead first-letter:uppercase">
          {day},{' '}
          <span className="whitespace-nowrap">
            {formatSpan(startsAt, game.endsAt.getTime(), locale, club.timeZone)}
          </span>{' '}
          <ClubZone club={club} at={startsAt} />
        </p>
        <p className="flex items-center gap-1.5 text-ink-soft">
          <MapPin aria-hidden className="size-4 shrink-0" />
          {club.name} · {courtName}
        </p>
        <div className="mt-1">{children}</div>
      </div>
      <Link
        href={href}
        aria-label={t(label, { club: club.name, day })}
        className="absolute inset-0 rounded-md"
      />
    </Card>
  );
}
