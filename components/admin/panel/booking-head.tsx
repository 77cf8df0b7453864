import { Lock } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { bookingCode } from '@/lib/core/booking-code';
import { ClubTime } from '@/components/shared/club-time';
import { StatusBadge } from '@/components/reservation/status-badge';
import { Badge } from '@/components/ui/badge';
import { formatInstant } from '@/lib/core/i18n/format';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';
import { asPlayed } from '../item-state';
import { MoneyState } from '../money-state';

const link = 'underline decoration-edge underline-offset-4 hover:decoration-ink';

/** Who has booked what, with its states in words and how to reach them. */
export async function BookingHead({ booking, now }: { booking: ClubBooking; now: number }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const { club, court, who, channel, createdAt, kind, title } = booking;
  const made = formatInstant(createdAt.getTime(), 'stamp', locale, club.timeZone);
  return (
    <div className="grid gap-2 px-5 pt-4 pb-5">
      <p className="figures pr-12 text-note text-soft">
        {bookingCode(booking.id)} · {t(`panel.channel_${channel}`, { when: made })}
      </p>
      <h2 id="panel-title" className="break-words pr-12 text-title">
        {title ?? who?.name ?? t(`board.kind_${kind}`)}
      </h2>
      {title && who && <p>{who.name}</p>}
      <p className="text-lead first-letter:uppercase">
        <ClubTime
          startsAt={booking.startsAt.getTime()}
          endsAt={booking.endsAt.getTime()}
          now={now}
          club={club}
        />
        {' · '}
        {court.name}
      </p>
      <p className="flex flex-wrap items-center gap-2">
        <StatusBadge reservation={booking} />
        {(booking.owedMinor > 0 || booking.paidMinor > 0) && <MoneyState item={asPlayed(booking)} />}
        {booking.lockedAt && (
          <Badge icon={<Lock aria-hidden className="size-3.5" />}>{t('panel.locked')}</Badge>
        )}
      </p>
      {who && (who.phone || who.email) && (
        <p className="flex flex-wrap gap-x-4">
          {who.phone && (
            <a href={`tel:${who.phone}`} className={`figures ${link}`}>
              {who.phone}
            </a>
          )}
          {who.email && (
            <a href={`mailto:${who.email}`} className={`break-all ${link}`}>
              {who.email}
            </a>
          )}
        </p>
      )}
    </div>
  );
}
