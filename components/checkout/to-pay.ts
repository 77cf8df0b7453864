import type { ReactNode } from 'react';
import type { ActionResult } from '@/lib/web/action';

/**
 * An intent that is open, or a sum whose intent `prepare` opens when it is paid (docs.stripe.com/payments/accept-a-payment-deferred).
 * `who` are the fields that it needs, and `words` say why it refuses.
 */
export type ToPay =
  | { kind: 'intent'; clientSecret: string }
  | {
      kind: 'sum';
      amountMinor: number;
      /** Upper-case. */
      currency: string;
      /** Whether the card is kept for the shares of the others. */
      savesCard: boolean;
      who: ReactNode;
      prepare: (previous: null, form: FormData) => Promise<ActionResult<{ clientSecret: string }>>;
      words: Readonly<Record<string, string>>;
    };

/** Pays with the fields of a form. */
export type Pay = (form: FormData) => Promise<void>;
