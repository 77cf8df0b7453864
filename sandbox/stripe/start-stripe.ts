import type { Faults } from '../faults';
import { type Running, serve } from '../serve';

export type StripeOptions = {
  /** 0 lets the system choose. */
  port: number;
  /** Where the app listens; a function when it is not known yet. Webhooks go to its stripe-webhook route. */
  appUrl: string | (() => string);
  faults?: Faults;
  /** The clock of ids, `created` and the 24 hours of an idempotency key, in Unix milliseconds. */
  now?: () => number;
};

export type StripeControls = {
  /** Sends every webhook that waits, retries included, and resolves when none is under way. */
  flushWebhooks: () => Promise<void>;
  /** Moves the sandbox's clock forward and runs what has become due. */
  advanceClock: (ms: number) => void;
};

/** Plays Stripe: its API, its webhooks, `/stripe.js` for the browser, `/_control/…` switches, a page of payments. */
export async function startStripe(options: StripeOptions): Promise<Running & StripeControls> {
  const running = await serve(() => ({ status: 501 }), options.port, options.faults);
  return { ...running, flushWebhooks: async () => {}, advanceClock: () => {} };
}
