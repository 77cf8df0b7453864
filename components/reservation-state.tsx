import { CircleCheck } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/i18n/format';
import { Link } from './link';
import { formatMoney } from '@/lib/money';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { localDateOf, localTime, MINUTE_MS } from '@/lib/time';
import { StatusBadge } from './status-badge';
import { button } from './ui/button';

/** How a booking stands, in words, with what to do next if anything. */
export async function ReservationState({
  reservation,
  now,
}: {
  reservation: ReservationDetails;
  now: number;
}) {
  const t = await getTranslations('reservation');
  const late = reservation.refunds.find(
    ({ cause }) => cause === 'late_payment' || cause === 'amount_mismatch',
  );
  const title = late ? t('lateTitle') : t(titleKey(reservation, now));
  return (
    <div>
      <div className="flex flex-wrap items-center gap-3">
        {reservation.status === 'confirmed' && <CircleCheck aria-hidden className="size-8 text-confirmed" />}
        <h1 className="text-head">{title}</h1>
        <StatusBadge status={reservation.status} />
      </div>
      {late ? (
        <p className="mt-2 text-lead">{t(late.cause === 'late_payment' ? 'lateText' : 'mismatchText')}</p>
      ) : (
        <Explanation reservation={reservation} />
      )}
    </div>
  );
}

function titleKey({ status, endsAt }: ReservationDetails, now: number) {
  switch (status) {
    case 'confirmed':
      return endsAt.getTime() > now ? 'titleConfirmed' : 'titlePast';
    case 'completed':
    case 'no_show':
      return 'titlePast';
    case 'cancelled':
      return 'titleCancelled';
    case 'expired':
      return 'titleExpired';
    case 'payment_pending':
    case 'pending':
      return 'titlePending';
  }
}

async function Explanation({ reservation }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { status, holdExpiresAt, club, currency, refunds } = reservation;
  const refundedMinor = refunds
    .filter((refund) => refund.status !== 'covered')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  switch (status) {
    case 'payment_pending':
    case 'pending': {
      const time = holdExpiresAt ? formatInstant(holdExpiresAt.getTime(), 'time', locale, club.timeZone) : '';
      return (
        <>
          <p className="mt-2 text-lead">{t('pendingText', { time })}</p>
          <Link href={`/checkout/${reservation.id}`} className={button({ className: 'mt-4' })}>
            {t('payNow')}
          </Link>
        </>
      );
    }
    case 'cancelled':
    case 'expired':
      return (
        <>
          <p className="mt-2 text-lead">
            {t(status === 'expired' ? 'expiredText' : 'cancelledText')}{' '}
            {refundedMinor > 0 &&
              t('cancelledRefund', { amount: formatMoney(refundedMinor, currency, locale) })}
          </p>
          <Link href={againHref(reservation)} className={button({ look: 'secondary', className: 'mt-4' })}>
            {t('again')}
          </Link>
        </>
      );
    case 'confirmed':
    case 'completed':
    case 'no_show':
      return null;
  }
}

/** The club's page with the same start chosen, if it is still to come and free; for a club that is gone its city. */
function againHref({ club, courtId, startsAt, endsAt }: ReservationDetails): string {
  const start = startsAt.getTime();
  const when = {
    date: localDateOf(start, club.timeZone),
    time: localTime(start, club.timeZone),
    duration: String((endsAt.getTime() - start) / MINUTE_MS),
  };
  if (club.deletedAt) return `/courts?${new URLSearchParams({ city: club.city, ...when })}`;
  const search = new URLSearchParams({ ...when, court: String(courtId) });
  return `/clubs/${club.slug}?${search}`;
}
