'use client';

import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import type { Stripe, StripeElements, StripeError } from '@stripe/stripe-js';
import { LoaderCircle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { isRefusal } from './is-refusal';
import type { Pay, ToPay } from './to-pay';
import { Assurances, FormSkeleton, PayBar, PaymentAway, type PaymentLabels } from './payment-parts';
import { setPaymentUnderWay } from './payment-under-way';

type Props = {
  /** Where it leaves how to pay, for the form around it. */
  pay: RefObject<Pay | null>;
  toPay: ToPay;
  /** The return page, with its language, which asks Stripe for the result. */
  returnPath: `/${string}`;
  labels: PaymentLabels;
  onRetry: () => void;
  /** What is wrong with the fields around it. */
  onUnfit: (fields: Record<string, string[]>) => void;
};

/** How long Stripe's form may take before the page says that it is missing. */
const PATIENCE_MS = 15_000;
/** While an intent is in one of these it can be paid. */
const PAYABLE: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** The fields of a card and the button with the total on it. */
export function CardForm({ pay, toPay, returnPath, labels, onRetry, onUnfit }: Props) {
  const stripe = useStripe();
  const elements = useElements();
  const router = useRouter();
  const [paying, setPaying] = useState(false);
  const [opening, setOpening] = useState<'opening' | 'open' | 'stuck'>('opening');
  const [refusal, setRefusal] = useState<string | null>(null);
  // State would let a second click through before React renders.
  const sent = useRef(false);

  useEffect(() => {
    setPaymentUnderWay(paying);
    return () => setPaymentUnderWay(false);
  }, [paying]);
  useEffect(() => {
    if (opening !== 'opening') return;
    const timer = setTimeout(() => setOpening('stuck'), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [opening]);

  const payOnce: Pay = async (form) => {
    if (!stripe || !elements || sent.current) return;
    sent.current = true;
    setPaying(true);
    setRefusal(null);
    onUnfit({});
    const refused = await payWith(stripe, elements, form);
    if (refused === null) return router.push(returnPath);
    sent.current = false;
    setPaying(false);
    if (refused !== 'at_field') setRefusal(refused);
  };

  /** Why nothing was paid, in words or at the fields, or null when it was paid or only Stripe knows. */
  const payWith = async (stripe: Stripe, elements: StripeElements, form: FormData) => {
    const submitted = await elements.submit().catch(() => null);
    if (submitted === null) return labels.awayText;
    // An invalid field shows its own message.
    if (submitted.error) return 'at_field';
    const prepared = await open(toPay, form);
    if ('refused' in prepared) {
      onUnfit(prepared.fields);
      if (prepared.gone) router.refresh();
      return Object.keys(prepared.fields).length > 0 ? 'at_field' : prepared.refused;
    }
    const returnUrl = new URL(returnPath, location.href).href;
    const confirm = toPay.kind === 'card' ? confirmCard : confirmPayment;
    const refused = await confirm(stripe, { elements, clientSecret: prepared.clientSecret, returnUrl });
    return refused && wordsFor(refused, labels);
  };

  useEffect(() => {
    pay.current = payOnce;
  });

  /** Stripe's form does not open for a paid or processing intent, whose state the reader wants to know. */
  const explainClosed = async () => {
    if (toPay.kind !== 'intent') return setOpening('stuck');
    const asked = await stripe?.retrievePaymentIntent(toPay.clientSecret);
    const status = asked?.paymentIntent?.status;
    if (status && !PAYABLE.includes(status)) return router.replace(returnPath);
    setOpening('stuck');
  };

  return (
    <div className="grid gap-4">
      {opening === 'stuck' && <PaymentAway labels={labels} onRetry={onRetry} />}
      <div className="relative min-h-52">
        {opening === 'opening' && (
          <div className="absolute inset-0">
            <FormSkeleton label={labels.loading} />
          </div>
        )}
        <PaymentElement
          options={{ layout: 'tabs' }}
          onReady={() => setOpening('open')}
          onLoadError={explainClosed}
        />
      </div>
      {refusal && (
        <Callout tone="danger" urgent title={labels.declined}>
          <p>{refusal}</p>
          <p className="mt-1">{labels.safe}</p>
        </Callout>
      )}
      <PayBar promise={labels.promise}>
        <Button
          type="submit"
          size="large"
          wide
          disabled={opening !== 'open'}
          aria-disabled={paying}
          aria-busy={paying}
        >
          {paying && <LoaderCircle aria-hidden className="size-5 animate-spin" />}
          <span>{paying ? labels.paying : labels.pay}</span>
        </Button>
      </PayBar>
      <Assurances labels={labels} />
    </div>
  );
}

type Opened = { clientSecret: string } | { refused: string; fields: Record<string, string[]>; gone: boolean };

/** The secret of the intent, which is opened now where there is none yet. */
async function open(toPay: ToPay, form: FormData): Promise<Opened> {
  if (toPay.kind === 'intent') return toPay;
  const { prepare, words } = toPay;
  const result = await prepare(null, form).catch(() => null);
  if (result?.ok) return result.data;
  const code = result?.code ?? 'service_unavailable';
  const refused = words[result?.reason ?? ''] ?? words[code] ?? words.internal ?? '';
  return { refused, fields: result?.fields ?? {}, gone: code === 'conflict' };
}

type Confirmation = { elements: StripeElements; clientSecret: string; returnUrl: string };

/**
 * Why nothing was paid, or null when it was paid or only Stripe knows. A bank with its own page takes the browser
 * there.
 */
const confirmPayment = (stripe: Stripe, { elements, clientSecret, returnUrl }: Confirmation) =>
  refusalOf(
    stripe.confirmPayment({
      elements,
      clientSecret,
      confirmParams: { return_url: returnUrl },
      redirect: 'if_required',
    }),
  );

/** The same for a card that is only saved. */
const confirmCard = (stripe: Stripe, { elements, clientSecret, returnUrl }: Confirmation) =>
  refusalOf(
    stripe.confirmSetup({
      elements,
      clientSecret,
      confirmParams: { return_url: returnUrl },
      redirect: 'if_required',
    }),
  );

async function refusalOf(confirming: Promise<{ error?: StripeError | undefined }>): Promise<Refused | null> {
  try {
    const { error } = await confirming;
    return error && isRefusal(error) ? error : null;
  } catch {
    return null;
  }
}

type Refused = Pick<StripeError, 'type' | 'code' | 'decline_code'>;

const wordsFor = ({ decline_code, code }: Refused, { declines }: PaymentLabels): string =>
  declines[decline_code ?? ''] ?? declines[code ?? ''] ?? declines.other;
