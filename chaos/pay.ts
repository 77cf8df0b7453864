import { z } from 'zod';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { askOnce, sleep, type Told, TRIES } from './ask';
import type { Outcome } from './story';
import { control } from './world';

export type Card =
  | 'pm_card_visa'
  | 'pm_card_chargeDeclined'
  | 'pm_card_authenticationRequired'
  /** Pays, and is declined when it is charged without its owner. */
  | 'pm_card_chargeDeclinedOffSession';
export type OpenIntent = { id: string; clientSecret: string };

const intentSchema = z.object({ status: z.string() });

/**
 * Pays as Stripe's form in the browser does, through all faults: it tries, and reads the intent when no answer comes.
 * Unknown when it cannot read either.
 */
export async function pay(stripeUrl: string, intent: OpenIntent, card: Card): Promise<Outcome> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const outcome =
      outcomeOf(await confirm(stripeUrl, intent, card)) ?? outcomeOf(await look(stripeUrl, intent));
    if (outcome === 'authenticate') {
      // The bank's own page.
      const page = `${stripeUrl}/_control/payment_intents/${intent.id}/authenticate`;
      await control(page, 'POST', { approve: true }).catch(() => null);
      const seen = outcomeOf(await look(stripeUrl, intent));
      if (seen === 'ok' || seen === 'fail') return seen;
    } else if (outcome) return outcome;
    await sleep(300 * 2 ** attempt);
  }
  return 'unknown';
}

/** Undefined while it may still be tried. */
function outcomeOf(answer: Told | null): 'ok' | 'fail' | 'authenticate' | undefined {
  if (answer?.status === 402) return 'fail';
  switch (intentSchema.safeParse(answer?.body).data?.status) {
    case 'succeeded':
      return 'ok';
    case 'canceled':
      return 'fail';
    case 'requires_action':
      return 'authenticate';
    default:
      return undefined;
  }
}

const headers = { authorization: `Bearer ${SANDBOX_KEYS.STRIPE_PUBLISHABLE_KEY}` };

const confirm = (stripeUrl: string, { id, clientSecret }: OpenIntent, card: Card): Promise<Told | null> =>
  askOnce(`${stripeUrl}/v1/payment_intents/${id}/confirm`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_secret: clientSecret,
      payment_method: card,
      use_stripe_sdk: 'true',
    }).toString(),
  });

const look = (stripeUrl: string, { id, clientSecret }: OpenIntent): Promise<Told | null> =>
  askOnce(`${stripeUrl}/v1/payment_intents/${id}?client_secret=${clientSecret}`, { method: 'GET', headers });
