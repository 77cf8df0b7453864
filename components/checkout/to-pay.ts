import type { ReactNode } from 'react';
import type { ActionResult } from '@/lib/web/action';

/**
 * An intent that is open, a sum whose intent `prepare` opens when it is paid, or a card that is saved without a payment,
 * whose wish it opens (docs.stripe.com/payments/accept-a-payment-deferred). `savesCard` keeps the card that pays for the
 * shares of the others.
 */
export type ToPay =
  | { kind: 'intent'; clientSecret: string }
  | ({ kind: 'sum'; amountMinor: number; savesCard: boolean } & Prepared)
  | ({ kind: 'card' } & Prepared);

/** `who` are the fields that it needs, and `words` say why it refuses. */
type Prepared = {
  /** Upper-case. */
  currency: string;
  who: ReactNode;
  prepare: (previous: null, form: FormData) => Promise<ActionResult<{ clientSecret: string }>>;
  words: Readonly<Record<string, string>>;
};

/** Pays with the fields of a form. */
export type Pay = (form: FormData) => Promise<void>;
