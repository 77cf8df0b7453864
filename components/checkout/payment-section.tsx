import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';
import { formatMoment } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { ownShareOf, shareDueBy } from '@/lib/ledger/shares';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { PaymentForm } from './payment-form';
import { paymentWords, stripeSource } from './payment-words';
import type { ToPay } from './to-pay';

type Props = { reservation: ReservationDetails; toPay: ToPay | null; now: Date };

/** The card form, or why there is none at the moment. */
export async function PaymentSection({ reservation, toPay, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  if (!toPay) {
    return (
      <Callout tone="held" urgent title={t('checkout.unavailableTitle')}>
        <p>{t('checkout.unavailableText')}</p>
        <Link
          href={`/checkout/${reservation.id}`}
          className={button({ look: 'secondary', className: 'mt-3' })}
        >
          {t('checkout.retry')}
        </Link>
      </Callout>
    );
  }
  const { refundPolicy: policy, startsAt, club, currency, sharing } = reservation;
  const amountMinor = ownShareOf(reservation);
  const terms = cancellationTerms({ policy, startsAt, timeZone: club.timeZone }, locale, now);
  const promise = t(`cancellation.${terms.key}_short`, terms.values);
  return (
    <section aria-labelledby="payment" className="grid gap-3">
      <h2 id="payment" className="sr-only">
        {t('checkout.payment')}
      </h2>
      <noscript>
        <Callout tone="held" title={t('checkout.noScript')} />
      </noscript>
      {sharing && (
        <p className="text-note text-soft">
          {t('sharing.mandate', {
            deadline: formatMoment(
              shareDueBy(startsAt, sharing.hoursBefore).getTime(),
              locale,
              club.timeZone,
            ),
            most: formatMoney(reservation.priceMinor - amountMinor, currency, locale),
          })}
        </p>
      )}
      <PaymentForm
        source={stripeSource()}
        toPay={toPay}
        returnPath={`/${locale}/checkout/${reservation.id}/return`}
        locale={locale}
        labels={await paymentWords({ amountMinor, currency }, promise)}
      />
      <p className="text-note text-soft">
        {t.rich('checkout.agree', {
          terms: (words) => (
            <Link href="/terms" className="underline">
              {words}
            </Link>
          ),
        })}
      </p>
    </section>
  );
}
