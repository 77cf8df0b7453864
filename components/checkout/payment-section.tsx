import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';
import { env } from '@/lib/core/env';
import { formatMoney } from '@/lib/core/money';
import type { OpenPayment } from '@/lib/payments/start-payment';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { publishableKey } from '@/lib/services/stripe/stripe';
import { DECLINES } from './decline-key';
import { PaymentForm } from './payment-form';

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
  const declines = Object.fromEntries(DECLINES.map((code) => [code, t(`decline.${code}`)]));
  return (
    <section aria-labelledby="payment" className="grid gap-3">
      <h2 id="payment" className="sr-only">
        {t('checkout.payment')}
      </h2>
      <noscript>
        <Callout tone="held" title={t('checkout.noScript')} />
      </noscript>
      <PaymentForm
        source={{ publishableKey: publishableKey(), scriptUrl: env().STRIPE_JS_URL ?? null }}
        clientSecret={payment.clientSecret}
        reservationId={reservation.id}
        locale={locale}
        labels={{
          promise: t(`cancellation.${terms.key}_short`, terms.values),
          whole: t('checkout.whole'),
          pay: t('checkout.pay', { total: formatMoney(payment.amountMinor, payment.currency, locale) }),
          paying: t('checkout.paying'),
          loading: t('checkout.loading'),
          secure: t('checkout.secure'),
          declined: t('checkout.declined'),
          safe: t('checkout.safe'),
          awayTitle: t('checkout.formAwayTitle'),
          awayText: t('checkout.formAwayText'),
          retry: t('checkout.retry'),
          declines: { ...declines, other: t('decline.other') },
        }}
      />
    </section>
  );
}
