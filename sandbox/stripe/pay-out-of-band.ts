import { z } from 'zod';
import { createCard } from './cards';
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
  const exp_year = new Date(world.clock.nowMs()).getUTCFullYear() + 1;
  const method = createCard(world, { number: card, exp_month: 12, exp_year }, null);
  if (amount_received === undefined && currency === undefined) {
    chargeIntent(byItself(world), intent, method, { returnUrl: undefined, useStripeSdk: true });
  } else {
    const received = { amount: amount_received ?? intent.amount, currency: currency ?? intent.currency };
    settle(byItself(world), intent, method, received);
  }
  return intent;
}
