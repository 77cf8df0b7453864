import { CalendarClock, ReceiptText } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClubTime } from '@/components/shared/club-time';
import { formatMoney } from '@/lib/core/money';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { FactRow } from './fact-row';

type Props = {
  /** The hold of the new place, and the booking that goes there once it is paid. */
  hold: ReservationDetails;
  booking: ReservationDetails;
  now: number;
};

/** What a move costs: the price at the new time, what the booking has cost, and the difference. */
export async function MoveFacts({ hold, booking, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations('move'), getLocale()]);
  const { currency, priceMinor, listPriceMinor } = hold;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const newMinor = listPriceMinor ?? booking.priceMinor + priceMinor;
  const lines = [
    [t('newPrice'), money(newMinor)],
    [t('paidBefore'), `−${money(newMinor - priceMinor)}`],
    [t('difference'), money(priceMinor)],
  ] as const;
  return (
    <div className="px-4 sm:px-6">
      <FactRow icon={CalendarClock}>
        <p>
          {t('from')}{' '}
          <ClubTime
            startsAt={booking.startsAt.getTime()}
            endsAt={booking.endsAt.getTime()}
            now={now}
            club={booking.club}
          />{' '}
          · {booking.court.name}
        </p>
      </FactRow>
      <FactRow icon={ReceiptText}>
        <dl className="grid gap-1">
          {lines.map(([name, amount]) => (
            <div key={name} className="flex justify-between gap-4 last:font-strong">
              <dt>{name}</dt>
              <dd className="figures">{amount}</dd>
            </div>
          ))}
        </dl>
      </FactRow>
    </div>
  );
}
