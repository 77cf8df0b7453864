'use client';

import { Elements } from '@stripe/react-stripe-js';
import type { Stripe, StripeElementsOptions } from '@stripe/stripe-js';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { FieldErrors } from '@/components/ui/form/form-state';
import type { Locale } from '@/lib/core/context';
import { CardForm } from './card-form';
import { openStripe, type StripeSource } from './open-stripe';
import { LoadingForm, PaymentAway, type PaymentLabels } from './payment-parts';
import { stripeAppearance } from './stripe-appearance';
import type { Pay, ToPay } from './to-pay';

type Props = {
  source: StripeSource;
  toPay: ToPay;
  /** The return page, with its language. */
  returnPath: `/${string}`;
  locale: Locale;
  labels: PaymentLabels;
};

type Loading = { state: 'loading' } | { state: 'ready'; stripe: Stripe } | { state: 'failed' };

/**
 * Who pays, if that is asked, and Stripe's Payment Element in our style, with the total on the button. The fields stand
 * outside of what is loaded anew, so that typed text stays.
 */
export function PaymentForm({ source, toPay, returnPath, locale, labels }: Props) {
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [attempt, setAttempt] = useState(1);
  const [unfit, setUnfit] = useState<Record<string, string[]>>({});
  const pay = useRef<Pay | null>(null);
  const retry = () => setAttempt(attempt + 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: pressing "try again" raises the attempt
  useEffect(() => {
    let left = false;
    setLoading({ state: 'loading' });
    openStripe(source, locale)
      .then((stripe) => !left && setLoading({ state: 'ready', stripe }))
      .catch(() => !left && setLoading({ state: 'failed' }));
    return () => {
      left = true;
    };
  }, [source.publishableKey, source.scriptUrl, locale, attempt]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    pay.current?.(new FormData(event.currentTarget));
  };

  return (
    <form onSubmit={submit} className="grid gap-4">
      {toPay.kind !== 'intent' && <FieldErrors value={unfit}>{toPay.who}</FieldErrors>}
      {loading.state === 'loading' && <LoadingForm labels={labels} />}
      {loading.state === 'failed' && <PaymentAway labels={labels} onRetry={retry} />}
      {loading.state === 'ready' && (
        // Stripe's wrapper keeps the first options it is given, and a failed form.
        <Elements
          key={`${keyOf(toPay)} ${attempt}`}
          stripe={loading.stripe}
          options={{ ...optionsOf(toPay), locale, appearance: stripeAppearance() }}
        >
          <CardForm
            pay={pay}
            toPay={toPay}
            returnPath={returnPath}
            labels={labels}
            onRetry={retry}
            onUnfit={setUnfit}
          />
        </Elements>
      )}
    </form>
  );
}

function keyOf(toPay: ToPay): string {
  switch (toPay.kind) {
    case 'intent':
      return toPay.clientSecret;
    case 'sum':
      return `${toPay.amountMinor} ${toPay.currency} ${toPay.savesCard}`;
    case 'card':
      return toPay.currency;
  }
}

/** They must be what the intent says (docs.stripe.com/payments/accept-a-payment-deferred). */
function optionsOf(toPay: ToPay): StripeElementsOptions {
  switch (toPay.kind) {
    case 'intent':
      return { clientSecret: toPay.clientSecret };
    case 'sum':
      return {
        mode: 'payment',
        amount: toPay.amountMinor,
        currency: toPay.currency.toLowerCase(),
        ...(toPay.savesCard && { setupFutureUsage: 'off_session' as const }),
      };
    case 'card':
      return { mode: 'setup', currency: toPay.currency.toLowerCase(), setupFutureUsage: 'off_session' };
  }
}
