'use client';

import { Elements } from '@stripe/react-stripe-js';
import type { Stripe } from '@stripe/stripe-js';
import { useEffect, useState } from 'react';
import type { Locale } from '@/lib/core/context';
import { CardForm } from './card-form';
import { openStripe, type StripeSource } from './open-stripe';
import { LoadingForm, PaymentAway, type PaymentLabels } from './payment-parts';
import { stripeAppearance } from './stripe-appearance';

type Props = {
  source: StripeSource;
  clientSecret: string;
  /** The return page, with its language. */
  returnPath: `/${string}`;
  locale: Locale;
  labels: PaymentLabels;
};

type Loading = { state: 'loading' } | { state: 'ready'; stripe: Stripe } | { state: 'failed' };

/** Stripe's Payment Element in our style, with the total on the button. */
export function PaymentForm({ source, clientSecret, returnPath, locale, labels }: Props) {
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [attempt, setAttempt] = useState(1);
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

  switch (loading.state) {
    case 'loading':
      return <LoadingForm labels={labels} />;
    case 'failed':
      return <PaymentAway labels={labels} onRetry={retry} />;
    case 'ready':
      return (
        // Stripe's wrapper keeps the first secret it is given, and a failed form.
        <Elements
          key={`${clientSecret} ${attempt}`}
          stripe={loading.stripe}
          options={{ clientSecret, locale, appearance: stripeAppearance() }}
        >
          <CardForm clientSecret={clientSecret} returnPath={returnPath} labels={labels} onRetry={retry} />
        </Elements>
      );
  }
}
