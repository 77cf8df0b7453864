import { randomBytes } from 'node:crypto';
import type { Clock } from './clock';
import type { KeptAnswers } from './idempotency';
import type {
  Charge,
  Customer,
  DeletedCustomer,
  Dispute,
  PaymentIntent,
  PaymentMethod,
  Refund,
  SetupIntent,
  StripeEvent,
  WebhookEndpoint,
} from './objects';

export type RefundMode = 'succeeded' | 'pending_then_succeeded' | 'pending_then_failed' | 'requires_action';

type WebhookSettings = {
  /** How many extra copies of each event are sent. */
  duplicate: number;
  /** Copies leave in random order. */
  shuffle: boolean;
  delay_ms: number;
  /** How many of the next events are never sent. */
  drop: number;
  /** How many of the next attempts carry a signature made with another secret. */
  bad_signature: number;
  /** A second secret to sign with, as while an endpoint's secret is being rolled. */
  also_sign_with: string | null;
};

type Settings = {
  refunds: { mode: RefundMode; settle_ms: number };
  /** How long a `processing` payment takes. */
  processing_ms: number;
  webhooks: WebhookSettings;
  /** Writing requests take `delay_ms`. The next `fail` of them answer 500, after the work or instead of it. */
  work: { delay_ms: number; fail: number; after_work: boolean };
};

/** The state of one sandbox. Maps keep the order of creation, which lists answer backwards. */
export type World = {
  url: string;
  clock: Clock;
  settings: Settings;
  customers: Map<string, Customer | DeletedCustomer>;
  paymentMethods: Map<string, PaymentMethod>;
  /** The card number behind a payment method, which decides how it behaves. */
  cardNumbers: Map<string, string>;
  /** Cards whose owner agreed to payments without them, by payment method. */
  setUpCards: Set<string>;
  /** Cards that may not be charged again: used without a customer, or detached from one. */
  spentCards: Set<string>;
  intents: Map<string, PaymentIntent>;
  setupIntents: Map<string, SetupIntent>;
  charges: Map<string, Charge>;
  refunds: Map<string, Refund>;
  disputes: Map<string, Dispute>;
  events: Map<string, StripeEvent>;
  endpoints: Map<string, WebhookEndpoint>;
  answers: KeptAnswers;
  /** Hands an event to the webhook sender. */
  send: (event: StripeEvent) => void;
};

/** The cause of a change: its API request, or nobody when it happened by itself. */
type Cause = StripeEvent['request'];
export type Act = { world: World; cause: Cause };

export const byItself = (world: World): Act => ({ world, cause: { id: null, idempotency_key: null } });

const initialSettings = (): Settings => ({
  refunds: { mode: 'succeeded', settle_ms: 1_000 },
  processing_ms: 1_500,
  webhooks: {
    duplicate: 0,
    shuffle: false,
    delay_ms: 0,
    drop: 0,
    bad_signature: 0,
    also_sign_with: null,
  },
  work: { delay_ms: 0, fail: 0, after_work: false },
});

export function createWorld(clock: Clock, send: World['send']): World {
  return {
    url: '',
    clock,
    settings: initialSettings(),
    customers: new Map(),
    paymentMethods: new Map(),
    cardNumbers: new Map(),
    setUpCards: new Set(),
    spentCards: new Set(),
    intents: new Map(),
    setupIntents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    events: new Map(),
    endpoints: new Map(),
    answers: new Map(),
    send,
  };
}

/** Empties the sandbox except for its webhook endpoints. */
export function resetWorld(world: World): void {
  world.clock.clear();
  world.settings = initialSettings();
  for (const objects of [
    world.customers,
    world.paymentMethods,
    world.cardNumbers,
    world.setUpCards,
    world.spentCards,
    world.intents,
    world.setupIntents,
    world.charges,
    world.refunds,
    world.disputes,
    world.events,
    world.answers,
  ]) {
    objects.clear();
  }
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const randomText = (length: number) =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** `pi` → `pi_3Q…`, as long as Stripe's. */
export const newId = (prefix: string) => `${prefix}_${randomText(24)}`;
