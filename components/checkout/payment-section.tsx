import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';
import type { OpenPayment } from '@/lib/payments/start-payment';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { PaymentForm } from './payment-form';
import { paymentWords, stripeSource } from './payment-words';

type Props = { reservation: ReservationDetails; payment: OpenPayment | null; now: Date };

/** The card form, or why there is none at the moment. */
export async function PaymentSection({ reservation, payment, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  if (!payment) {
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
  const { refundPolicy: policy, startsAt, club } = reservation;
  const terms = cancellationTerms({ policy, startsAt, timeZone: club.timeZone }, locale, now);
  return (
    <section aria-labelledby="payment" className="grid gap-3">
      <h2 id="payment" className="sr-only">
        {t('checkout.payment')}
      </h2>
      <noscript>
        <Callout tone="held" title={t('checkout.noScript')} />
      </noscript>
      <PaymentForm
        source={stripeSource()}
        clientSecret={payment.clientSecret}
        returnPath={`/${locale}/checkout/${reservation.id}/return`}
        locale={locale}
        labels={await paymentWords(payment, t(`cancellation.${terms.key}_short`, terms.values))}
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
