import { CircleCheck } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClubZone } from '@/components/shared/club-zone';
import { Link } from '@/components/shared/link';
import { slotOf } from '@/components/shared/slot-value';
import { button } from '@/components/ui/button';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { isAwaitingBank, isProcessing } from '@/lib/reservations/payment-state';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { refundWhy } from './refund-words';
import { StatusBadge } from './status-badge';

type Props = {
  reservation: ReservationDetails;
  now: number;
  /** Whether it is the reader's own, since nobody else may pay it. */
  own: boolean;
};

/** The state of a booking in words, with the next step if there is one. */
export async function ReservationState({ reservation, now, own }: Props) {
  const t = await getTranslations('reservation');
  const { status } = reservation;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-3">
        {status === 'confirmed' && <CircleCheck aria-hidden className="size-8 text-confirmed" />}
        <h1 className="text-head">{t(titleKey(reservation, now))}</h1>
        {/* The heading says it. */}
        {status !== 'confirmed' && <StatusBadge reservation={reservation} />}
      </div>
      <Explanation reservation={reservation} own={own} />
      <GivenBack reservation={reservation} />
      <GivenBackAtStripe reservation={reservation} />
      <Next reservation={reservation} own={own} />
    </div>
  );
}

/** Payments that bought nothing, because of their time or amount. */
const cameInVain = ({ cause }: ReservationDetails['refunds'][number]) =>
  cause === 'late_payment' || cause === 'amount_mismatch';

function titleKey(reservation: ReservationDetails, now: number) {
  const { status, endsAt, confirmedAt, refunds } = reservation;
  if (isAwaitingBank(reservation)) return 'titleProcessing';
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

async function Explanation({ reservation, own }: Omit<Props, 'now'>) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { status, holdExpiresAt, club, currency, refunds, cancelRefundMinor } = reservation;
  const lead = (text: ReactNode) => <p className="mt-2 max-w-prose text-lead">{text}</p>;
  switch (status) {
    case 'payment_pending':
    case 'pending': {
      const until = holdExpiresAt?.getTime() ?? 0;
      const time = formatInstant(until, 'time', locale, club.timeZone);
      const processing = isProcessing(reservation);
      return lead(
        <>
          {processing && <span>{t('processingText')} </span>}
          <span>{t('pendingText', { time })}</span> <ClubZone club={club} at={until} />
          {processing && <span> {t('processingLonger')}</span>}
        </>,
      );
    }
    case 'cancelled': {
      const amount = cancelRefundMinor ? formatMoney(cancelRefundMinor, currency, locale) : null;
      const more = isProcessing(reservation)
        ? t('processingCancelled')
        : amount && t(own ? 'cancelledRefund' : 'staffCancelledRefund', { amount });
      return lead([t('cancelledText'), more].filter(Boolean).join(' '));
    }
    case 'expired':
      if (isProcessing(reservation)) return lead(`${t('processingText')} ${t('processingLate')}`);
      return refunds.some(cameInVain) ? null : lead(t('expiredText'));
    case 'confirmed':
    case 'completed':
    case 'no_show':
      return null;
  }
}

/** Why each such payment bought nothing, and that it goes back. */
async function GivenBack({ reservation: { refunds } }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  return refunds.map((refund) => {
    const key = refundWhy(refund);
    if (key === null || refund.status === 'failed') return null;
    const amount = formatMoney(refund.amountMinor, refund.currency, locale);
    return (
      <p key={refund.id} className="mt-2 text-lead">
        {t(key)} {t('cancelledRefund', { amount })}
      </p>
    );
  });
}

/** A refund made at Stripe itself, and what it means for a court that is or was the player's. */
async function GivenBackAtStripe({ reservation }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { status, cancelledAt, currency, refunds } = reservation;
  const made = refunds.filter(
    (refund) => refund.cause === 'dashboard' && refund.status !== 'failed' && refund.status !== 'covered',
  );
  const shown =
    status === 'confirmed'
      ? made.filter(({ missingMinor }) => missingMinor > 0)
      : made.filter(({ createdAt }) => cancelledAt !== null && createdAt < cancelledAt);
  if (shown.length === 0) return null;
  const minor = shown.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const amount = formatMoney(minor, currency, locale);
  const key = status === 'confirmed' ? 'givenBackStands' : 'givenBackBefore';
  return <p className="mt-2 text-lead">{t(key, { amount })}</p>;
}

async function Next({ reservation, own }: Omit<Props, 'now'>) {
  const t = await getTranslations('reservation');
  if (isAwaitingBank(reservation)) {
    if (!own) return null;
    return (
      <Link
        href={`/checkout/${reservation.id}/return`}
        className={button({ look: 'secondary', className: 'mt-4' })}
      >
        {t('seePayment')}
      </Link>
    );
  }
  switch (reservation.status) {
    case 'payment_pending':
    case 'pending':
      if (!own) return <Owed reservation={reservation} />;
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

/** The amount to pay, for readers who may not pay it. */
async function Owed({ reservation: { priceMinor, currency } }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  return <p className="mt-1">{t('owed', { amount: formatMoney(priceMinor, currency, locale) })}</p>;
}

/** The club's page with the same start chosen, if it is in the future and free. For a deleted club its city. */
function againHref(reservation: ReservationDetails): string {
  const { club } = reservation;
  const { courtId, date, startTime: time, durationMinutes } = slotOf(reservation);
  const when = { date, time, duration: String(durationMinutes) };
  if (club.deletedAt) return `/courts?${new URLSearchParams({ city: club.city, ...when })}`;
  const search = new URLSearchParams({ ...when, court: String(courtId) });
  return `/clubs/${club.slug}?${search}`;
}
