'use client';

import { type ComponentProps, useActionState } from 'react';
import type { FormAction } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import type { OpenPayment } from '@/lib/payments/start-payment';
import { PaymentForm } from './payment-form';

type Props = Omit<ComponentProps<typeof PaymentForm>, 'toPay'> & {
  /** Opens the payment, which exists only from then on. */
  open: FormAction<OpenPayment>;
  token: string;
  words: Readonly<Record<string, string>>;
  /** The button that opens it. */
  ask: string;
  noScript: string;
};

/** A button that opens the payment of a link, and then the form of the card in its place. */
export function LinkPayment({ open, token, words, ask, noScript, ...form }: Props) {
  const [result, submit] = useActionState(open, null);
  if (result?.ok)
    return (
      <>
        <noscript>
          <Callout tone="held" title={noScript} />
        </noscript>
        <PaymentForm {...form} toPay={{ kind: 'intent', clientSecret: result.data.clientSecret }} />
      </>
    );
  return (
    <form action={submit} className="grid gap-4">
      {result && (
        <Callout tone="danger" urgent title={words[result.code] ?? words.internal ?? result.message} />
      )}
      <input type="hidden" name="token" value={token} />
      <SubmitButton size="large" wide>
        {ask}
      </SubmitButton>
    </form>
  );
}
