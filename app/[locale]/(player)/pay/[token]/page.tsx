import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkPayment } from '@/components/checkout/link-payment';
import { OwedBooking } from '@/components/checkout/owed-booking';
import { PaymentsBack, progressBack } from '@/components/checkout/payments-back';
import { paymentWords, stripeSource } from '@/components/checkout/payment-words';
import { errorWords } from '@/components/shared/error-words';
import { Callout } from '@/components/ui/callout';
import { findPaymentLink } from '@/lib/billing/find-payment-link';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { formatMoment } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { openPayment } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('payLink');
  return { title: t('title'), robots: { index: false }, referrer: 'same-origin' };
}

/** What is owed for a booking, for whoever has the link. Nothing is opened at Stripe until it is asked for. */
export default async function PayPage({ params }: PageProps<'/[locale]/pay/[token]'>) {
  const [{ token }, ctx, t] = await Promise.all([params, pageContext(), getTranslations('payLink')]);
  const link = await orNotFound(findPaymentLink(token), sitePaths.pay(token));
  const { owedMinor: amountMinor, currency, club } = link;
  const sum = formatMoney(amountMinor, currency, ctx.locale);
  const back = progressBack(link.refunds);
  if (link.state === 'settled')
    return (
      <OwedBooking
        link={link}
        now={ctx.now}
        heading={t(back ? `backHeading_${back}` : link.share ? 'shareSettled' : 'settledHeading')}
      >
        <PaymentsBack refunds={link.refunds} />
        <Callout {...(!back && { tone: 'confirmed', title: t('settledTitle') })}>
          {link.share ? t('shareSettledText') : t('settledText', { club: club.name })}
        </Callout>
      </OwedBooking>
    );
  const own = {
    safe: t('safe'),
    awayText: t('awayText'),
    whole: t(link.share ? 'shareWhole' : 'whole'),
  };
  const deadline = link.share?.dueBy && formatMoment(link.share.dueBy.getTime(), ctx.locale, club.timeZone);
  return (
    <OwedBooking
      link={link}
      now={ctx.now}
      heading={link.share ? t('shareHeading', { sum }) : t('heading', { sum, club: club.name })}
    >
      {deadline && <p className="text-soft">{t('shareText', { deadline })}</p>}
      <PaymentsBack refunds={link.refunds} />
      <LinkPayment
        open={openPayment}
        token={token}
        ask={t('ask', { sum })}
        noScript={t('noScript')}
        words={await errorWords({ conflict: t('changed'), not_bookable: t('refused') })}
        source={stripeSource()}
        returnPath={`/${ctx.locale}${sitePaths.pay(token)}/return`}
        locale={ctx.locale}
        labels={await paymentWords({ amountMinor, currency }, t('promise'), own)}
      />
    </OwedBooking>
  );
}
