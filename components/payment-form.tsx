'use client';

import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import type { Stripe, StripeError } from '@stripe/stripe-js';
import { LoaderCircle, Lock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Locale } from '@/lib/context';
import { openStripe, type StripeSource } from './open-stripe';
import { stripeAppearance } from './stripe-appearance';
import { Button } from './ui/button';
import { Callout } from './ui/callout';
import { Skeleton } from './ui/skeleton';

export type PaymentLabels = {
  pay: string;
  paying: string;
  loading: string;
  secure: string;
  declined: string;
  safe: string;
  unavailableTitle: string;
  unavailableText: string;
  retry: string;
  /** What each of Stripe's decline codes means to the player; `other` for the rest. */
  declines: Readonly<Record<string, string>> & { other: string };
};

type Props = {
  source: StripeSource;
  clientSecret: string;
  reservationId: string;
  locale: Locale;
  labels: PaymentLabels;
};

type Loading = { state: 'loading' } | { state: 'ready'; stripe: Stripe } | { state: 'failed' };

/** Stripe's Payment Element in our clothes, with the total on the button. */
export function PaymentForm(props: Props) {
  const { source, clientSecret, locale, labels } = props;
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [attempt, setAttempt] = useState(1);

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
      return (
        <Callout tone="danger" urgent title={labels.unavailableTitle}>
          <p>{labels.unavailableText}</p>
          <Button look="secondary" className="mt-3" onClick={() => setAttempt(attempt + 1)}>
            {labels.retry}
          </Button>
        </Callout>
      );
    case 'ready':
      return (
        <Elements stripe={loading.stripe} options={{ clientSecret, locale, appearance: stripeAppearance() }}>
          <CardForm {...props} />
        </Elements>
      );
  }
}

function CardForm({ clientSecret, reservationId, locale, labels }: Props) {
  const stripe = useStripe();
  const elements = useElements();
  const router = useRouter();
  const returnPath = `/${locale}/checkout/${reservationId}/return` as const;
  const [ready, setReady] = useState(false);
  const [paying, setPaying] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  // State would let a second click through before React has rendered the first.
  const sent = useRef(false);

  const pay = async (event: FormEvent) => {
    event.preventDefault();
    if (!stripe || !elements || sent.current) return;
    sent.current = true;
    setPaying(true);
    setRefusal(null);
    const { error } = await confirm(stripe, elements, clientSecret, new URL(returnPath, location.href).href);
    if (!error) return router.push(returnPath);
    // Somebody paid it in another tab: the return page asks Stripe and knows.
    if (error.code === 'payment_intent_unexpected_state') return router.push(returnPath);
    sent.current = false;
    setPaying(false);
    // What is wrong with a field is said at the field itself.
    if (error.type !== 'validation_error') setRefusal(wordsFor(error, labels));
  };

  return (
    <form onSubmit={pay} className="grid gap-4">
      <div className="relative min-h-52">
        {!ready && (
          <div className="absolute inset-0">
            <FormSkeleton label={labels.loading} />
          </div>
        )}
        <PaymentElement options={{ layout: 'tabs' }} onReady={() => setReady(true)} />
      </div>
      {refusal && (
        <Callout tone="danger" urgent title={labels.declined}>
          <p>{refusal}</p>
          <p className="mt-1">{labels.safe}</p>
        </Callout>
      )}
      <Button type="submit" size="large" wide disabled={!ready} aria-disabled={paying} aria-busy={paying}>
        {paying && <LoaderCircle aria-hidden className="size-5 animate-spin" />}
        {paying ? labels.paying : labels.pay}
      </Button>
      <Secure text={labels.secure} />
    </form>
  );
}

/** As tall as the form that comes, so that nothing below it moves. */
function LoadingForm({ labels }: Pick<Props, 'labels'>) {
  return (
    <div className="needs-script grid gap-4">
      <div className="min-h-52">
        <FormSkeleton label={labels.loading} />
      </div>
      <Skeleton className="h-13" />
      <Secure text={labels.secure} />
    </div>
  );
}

function Secure({ text }: { text: string }) {
  return (
    <p className="flex items-center justify-center gap-2 text-ink-soft text-note">
      <Lock aria-hidden className="size-4 shrink-0" />
      {text}
    </p>
  );
}

/** Both steps answer with an error or nothing; a bank that wants its own page takes the browser there. */
async function confirm(
  stripe: Stripe,
  elements: NonNullable<ReturnType<typeof useElements>>,
  clientSecret: string,
  returnUrl: string,
): Promise<{ error?: StripeError }> {
  const submitted = await elements.submit();
  if (submitted.error) return { error: submitted.error };
  const confirmed = await stripe.confirmPayment({
    elements,
    clientSecret,
    confirmParams: { return_url: returnUrl },
    redirect: 'if_required',
  });
  return confirmed.error ? { error: confirmed.error } : {};
}

const wordsFor = ({ decline_code, code }: StripeError, { declines }: PaymentLabels): string =>
  declines[decline_code ?? ''] ?? declines[code ?? ''] ?? declines.other;

function FormSkeleton({ label }: { label: string }) {
  return (
    <div className="needs-script grid gap-4">
      <p className="sr-only" role="status">
        {label}
      </p>
      <Skeleton className="h-11" />
      <Skeleton className="h-11" />
      <div className="grid grid-cols-2 gap-4">
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
      </div>
    </div>
  );
}
