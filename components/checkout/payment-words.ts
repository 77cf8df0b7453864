import { getLocale, getTranslations } from 'next-intl/server';
import { env } from '@/lib/core/env';
import { formatMoney } from '@/lib/core/money';
import type { OpenPayment } from '@/lib/payments/start-payment';
import { publishableKey } from '@/lib/services/stripe/stripe';
import { DECLINES } from './decline-key';
import type { StripeSource } from './open-stripe';
import type { PaymentLabels } from './payment-parts';

type Sum = Pick<OpenPayment, 'amountMinor' | 'currency'>;

/** The words of the payment form. `promise` stands at the button, and `own` replaces some. */
export async function paymentWords(
  { amountMinor, currency }: Sum,
  promise: string,
  own: Partial<PaymentLabels> = {},
): Promise<PaymentLabels> {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const declines = Object.fromEntries(DECLINES.map((code) => [code, t(`decline.${code}`)]));
  return {
    promise,
    whole: t('checkout.whole'),
    pay: t('checkout.pay', { total: formatMoney(amountMinor, currency, locale) }),
    paying: t('checkout.paying'),
    loading: t('checkout.loading'),
    secure: t('checkout.secure'),
    declined: t('checkout.declined'),
    safe: t('checkout.safe'),
    awayTitle: t('checkout.formAwayTitle'),
    awayText: t('checkout.formAwayText'),
    retry: t('checkout.retry'),
    declines: { ...declines, other: t('decline.other') },
    ...own,
  };
}

/** Where the browser gets Stripe's form from. */
export const stripeSource = (): StripeSource => ({
  publishableKey: publishableKey(),
  scriptUrl: env().STRIPE_JS_URL ?? null,
});
