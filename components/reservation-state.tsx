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
  const { status } = reservation;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-3">
        {status === 'confirmed' && <CircleCheck aria-hidden className="size-8 text-confirmed" />}
        <h1 className="text-head">{t(titleKey(reservation, now))}</h1>
        <StatusBadge status={status} />
      </div>
      <Explanation reservation={reservation} />
      <GivenBack reservation={reservation} />
      <Next reservation={reservation} />
    </div>
  );
}

/** Money that bought nothing because of when it came or how much it was. */
const cameInVain = ({ cause }: ReservationDetails['refunds'][number]) =>
  cause === 'late_payment' || cause === 'amount_mismatch';

function titleKey({ status, endsAt, confirmedAt, refunds }: ReservationDetails, now: number) {
  switch (status) {
    case 'confirmed':
      return endsAt.getTime() > now ? 'titleConfirmed' : 'titlePast';
    case 'completed':
      return 'titlePast';
    case 'no_show':
      return 'titleNoShow';
    case 'cancelled':
      return !confirmedAt && refunds.some(({ cause }) => cause === 'amount_mismatch')
        ? 'mismatchTitle'
        : 'titleCancelled';
    case 'expired':
      return refunds.some(cameInVain) ? 'lateTitle' : 'titleExpired';
    case 'payment_pending':
    case 'pending':
      return 'titlePending';
  }
}

async function Explanation({ reservation }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { status, holdExpiresAt, club, currency, refunds, cancelRefundMinor } = reservation;
  const lead = (text: string) => <p className="mt-2 text-lead">{text}</p>;
  switch (status) {
    case 'payment_pending':
    case 'pending': {
      const time = holdExpiresAt ? formatInstant(holdExpiresAt.getTime(), 'time', locale, club.timeZone) : '';
      return lead(t('pendingText', { time }));
    }
    case 'cancelled': {
      const amount = cancelRefundMinor ? formatMoney(cancelRefundMinor, currency, locale) : null;
      return lead(amount ? `${t('cancelledText')} ${t('cancelledRefund', { amount })}` : t('cancelledText'));
    }
    case 'expired':
      return refunds.some(cameInVain) ? null : lead(t('expiredText'));
    case 'confirmed':
    case 'completed':
    case 'no_show':
      return null;
  }
}

/** Each payment that bought nothing: why, and that it goes back. */
async function GivenBack({ reservation: { refunds } }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  return refunds.map((refund) => {
    const key = whyKey(refund);
    if (key === null || refund.status === 'failed') return null;
    const amount = formatMoney(refund.amountMinor, refund.currency, locale);
    return (
      <p key={refund.id} className="mt-2 text-lead">
        {t(key)} {t('cancelledRefund', { amount })}
      </p>
    );
  });
}

function whyKey({ cause, lateBecause }: ReservationDetails['refunds'][number]) {
  switch (cause) {
    case 'late_payment':
      return `late_${lateBecause ?? 'unknown'}` as const;
    case 'amount_mismatch':
      return 'mismatchText';
    case 'duplicate_payment':
      return 'duplicateText';
    case 'cancellation':
    case 'club_deleted':
    case 'staff':
    case 'weather':
    case 'dashboard':
      return null;
  }
}

async function Next({ reservation }: { reservation: ReservationDetails }) {
  const t = await getTranslations('reservation');
  switch (reservation.status) {
    case 'payment_pending':
    case 'pending':
      return (
        <Link href={`/checkout/${reservation.id}`} className={button({ className: 'mt-4' })}>
          {t('payNow')}
        </Link>
      );
    case 'cancelled':
    case 'expired':
      if (reservation.club.deletedAt) return null;
      return (
        <Link href={againHref(reservation)} className={button({ look: 'secondary', className: 'mt-4' })}>
          {t('again')}
        </Link>
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
