import { z } from 'zod';
import { newCard } from './cards';
import { chargeIntent, settle } from './charge-intent';
import { assertStatus, CHANGEABLE } from './intent-status';
import type { PaymentIntent } from './objects';
import { byItself, type World } from './world';

export const payParams = z.strictObject({
  card: z.string().default('4242424242424242'),
  /** Minor units. With an amount or a currency the card is not asked, and that much arrives. */
  amount_received: z.number().int().positive().optional(),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .optional(),
});

const OUT_OF_BAND = { returnUrl: undefined, useStripeSdk: true, offSession: false };

/**
 * Pays as a browser would, without one.
 * @throws StripeFailure 402 when the card declines
 */
export function payOutOfBand(
  world: World,
  intent: PaymentIntent,
  { card, amount_received, currency }: z.output<typeof payParams>,
): PaymentIntent {
  assertStatus(intent, CHANGEABLE, 'could not be confirmed');
  const method = newCard(world, card);
  if (amount_received === undefined && currency === undefined) {
    chargeIntent(byItself(world), intent, method, OUT_OF_BAND);
  } else {
    const received = { amount: amount_received ?? intent.amount, currency: currency ?? intent.currency };
    settle(byItself(world), intent, method, received);
  }
  return intent;
}
