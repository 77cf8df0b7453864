import { z } from 'zod';
import { newCard } from './cards';
import { markPaid } from './charge-intent';
import { newIntent } from './create-intent';
import { newCustomer } from './customers';
import type { Charge, PaymentIntent } from './objects';
import { addRefunded, newRefund, settleLater } from './refund-charge';
import { byItself, type World } from './world';

const PAYS = '4242424242424242';

const amount = z.int().positive();
const seconds = z.int().min(0);
const metadata = z.record(z.string(), z.string());

const knownCustomer = z.strictObject({
  id: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  metadata,
});

/** A card that was saved to a customer for later. Which one it was is not known, so it is one that pays. */
const knownCard = z.strictObject({ id: z.string(), customer: z.string() });

const knownRefund = z.strictObject({
  id: z.string(),
  amount,
  status: z.enum(['pending', 'succeeded', 'failed']),
  created: seconds,
  metadata,
});

const knownIntent = z.strictObject({
  id: z.string(),
  amount,
  /** The amount that arrived, 0 unless it succeeded. */
  amount_received: z.int().min(0),
  currency: z.string().regex(/^[a-z]{3}$/),
  status: z.enum(['succeeded', 'requires_payment_method', 'canceled']),
  created: seconds,
  customer: z.string().nullable(),
  /** Whether the card that pays it is saved. */
  setup_future_usage: z.literal('off_session').nullish(),
  metadata,
  /** A new secret when the old one is unknown. A browser that waits with the old one cannot pay. */
  client_secret: z.string().optional(),
  refunds: z.array(knownRefund),
});

/** The app's memory of the sandbox, with intents in the order of their creation. */
export const restoreParams = z.strictObject({
  customers: z.array(knownCustomer),
  cards: z.array(knownCard).default([]),
  intents: z.array(knownIntent),
});

type Known = z.output<typeof restoreParams>;
type KnownIntent = Known['intents'][number];
type KnownRefund = KnownIntent['refunds'][number];

/**
 * Restores the objects of a sandbox that lost its memory, without events. Existing objects stay, and a pending refund
 * succeeds with its event after the usual time.
 */
export function restore(
  world: World,
  { customers, cards, intents }: Known,
): { customers: number; intents: number } {
  const lostCustomers = customers.filter(({ id }) => !world.customers.has(id));
  const lostIntents = intents.filter(({ id }) => !world.intents.has(id));
  for (const customer of lostCustomers) {
    world.customers.set(customer.id, { ...newCustomer(world), ...customer });
  }
  for (const card of cards) if (!world.paymentMethods.has(card.id)) restoreCard(world, card);
  for (const intent of lostIntents) restoreIntent(world, intent);
  return { customers: lostCustomers.length, intents: lostIntents.length };
}

function restoreCard(world: World, { id, customer }: z.output<typeof knownCard>): void {
  const method = { ...newCard(world, PAYS), id, customer };
  world.paymentMethods.set(id, method);
  world.cardNumbers.set(id, PAYS);
  world.setUpCards.add(id);
}

function restoreIntent(world: World, { refunds, ...known }: KnownIntent): void {
  const { status, created, customer, metadata: facts, setup_future_usage = null } = known;
  const intent: PaymentIntent = {
    ...newIntent(world, known),
    status,
    created,
    customer,
    metadata: facts,
    setup_future_usage,
  };
  intent.client_secret = known.client_secret ?? intent.client_secret;
  if (status === 'canceled') intent.canceled_at = created;
  world.intents.set(intent.id, intent);
  if (status !== 'succeeded') return;

  const card = newCard(world, PAYS);
  const received = { amount: known.amount_received, currency: known.currency };
  const charge = markPaid(byItself(world), intent, card, received);
  charge.created = created;
  for (const refund of refunds) restoreRefund(world, charge, refund);
}

function restoreRefund(world: World, charge: Charge, { id, status, created, ...known }: KnownRefund): void {
  const refund = { ...newRefund(world, charge, { ...known, reason: null }, status), id, created };
  world.refunds.set(id, refund);
  if (status === 'failed') refund.failure_reason = 'expired_or_canceled_card';
  else addRefunded(charge, refund.amount);
  if (status === 'pending') settleLater(world, refund, 'succeeded');
}
