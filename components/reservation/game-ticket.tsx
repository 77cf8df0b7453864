import { MapPin } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClubZone } from '@/components/shared/club-zone';
import { Link } from '@/components/shared/link';
import { Card } from '@/components/ui/card';
import { formatDate, formatDay, formatSpan } from '@/lib/core/i18n/format';
import { localDateOf } from '@/lib/core/time';
import { isHeld } from '@/lib/reservations/is-held';
import { isAwaitingBank } from '@/lib/reservations/payment-state';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { StatusBadge } from './status-badge';

/** An upcoming game as a ticket: the day, then where and when. An unpaid one leads to its payment. */
export async function GameTicket({ reservation, now }: { reservation: ReservationDetails; now: number }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const { club, court } = reservation;
  const startsAt = reservation.startsAt.getTime();
  const date = localDateOf(startsAt, club.timeZone);
  const toPay = isHeld(reservation, new Date(now)) && !isAwaitingBank(reservation);
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
            {formatSpan(startsAt, reservation.endsAt.getTime(), locale, club.timeZone)}
          </span>{' '}
          <ClubZone club={club} at={startsAt} />
        </p>
        <p className="flex items-center gap-1.5 text-ink-soft">
          <MapPin aria-hidden className="size-4 shrink-0" />
          {club.name} · {court.name}
        </p>
        <div className="mt-1">
          <StatusBadge reservation={reservation} />
        </div>
      </div>
      <Link
        href={`/${toPay ? 'checkout' : 'reservations'}/${reservation.id}`}
        aria-label={t('games.open', { club: club.name, day })}
        className="absolute inset-0 rounded-md"
      />
    </Card>
  );
}
