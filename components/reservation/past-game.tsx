import { getLocale } from 'next-intl/server';
import { ClubZone } from '@/components/shared/club-zone';
import { Link } from '@/components/shared/link';
import { formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { StatusBadge } from './status-badge';

/** One line of a past game. An unpaid one shows no amount. */
export async function PastGame({ reservation }: { reservation: ReservationDetails }) {
  const locale = await getLocale();
  const { club, court, currency } = reservation;
  const startsAt = reservation.startsAt.getTime();
  return (
    <Link
      href={`/reservations/${reservation.id}`}
      className="figures flex min-h-13 flex-wrap items-center justify-between gap-x-6 gap-y-1 rounded-sm py-2 hover:bg-sunken"
    >
      <span>
        <span className="font-strong">{club.name}</span> · {court.name}
        <span className="block text-ink-soft text-note">
          {formatInstant(startsAt, 'full', locale, club.timeZone)},{' '}
          {formatSpan(startsAt, reservation.endsAt.getTime(), locale, club.timeZone)}{' '}
          <ClubZone club={club} at={startsAt} />
        </span>
      </span>
      <span className="flex items-center gap-4">
        <StatusBadge reservation={reservation} />
        {reservation.taken.length > 0 && <span>{formatMoney(reservation.priceMinor, currency, locale)}</span>}
      </span>
    </Link>
  );
}
