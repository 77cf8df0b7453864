import type { PaymentMethod } from './objects';
import type { World } from './world';

export type Decline = { code: string; decline_code: string; message: string };

/** The card's reaction to a payment. */
type CardBehaviour =
  | { kind: 'pays'; disputed?: true }
  | { kind: 'declines'; decline: Decline }
  /** Asks for 3-D Secure, then pays or declines. */
  | { kind: 'authenticates'; decline: Decline | null }
  /** Stays in `processing`, then pays or declines. */
  | { kind: 'processes'; decline: Decline | null };

type TestCard = {
  tokens: readonly string[];
  behaviour: CardBehaviour;
  /** The answer to being saved for later, where it is not the one to a payment. */
  setUp?: 'accepts' | 'authenticates';
  /** When a payment without its owner is refused. A card that authenticates wants to be set up once, unless it says more. */
  offSession?: 'declines' | 'authenticates_always' | 'is_set_up';
};

const declined = (decline_code: string): Decline => ({
  code: 'card_declined',
  decline_code,
  message: 'Your card was declined.',
});
const AUTHENTICATION_REQUIRED: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};
const INSUFFICIENT_FUNDS: Decline = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
};
const ownCode = (code: string, message: string): CardBehaviour => ({
  kind: 'declines',
  decline: { code, decline_code: code, message },
});

/**
 * docs.stripe.com/testing, except for the last three: Stripe has no card that stays in `processing`, and none that
 * pays with its owner and is then declined without.
 */
const TEST_CARDS: Record<string, TestCard> = {
  '4242424242424242': { tokens: ['pm_card_visa'], behaviour: { kind: 'pays' } },
  '5555555555554444': { tokens: ['pm_card_mastercard'], behaviour: { kind: 'pays' } },
  '378282246310005': { tokens: ['pm_card_amex'], behaviour: { kind: 'pays' } },
  '4000000000000259': { tokens: ['pm_card_createDispute'], behaviour: { kind: 'pays', disputed: true } },
  '4000000000000002': {
    tokens: ['pm_card_chargeDeclined', 'pm_card_visa_chargeDeclined'],
    behaviour: { kind: 'declines', decline: declined('generic_decline') },
  },
  '4000000000009995': {
    tokens: ['pm_card_chargeDeclinedInsufficientFunds', 'pm_card_visa_chargeDeclinedInsufficientFunds'],
    behaviour: { kind: 'declines', decline: INSUFFICIENT_FUNDS },
  },
  '4000000000009987': {
    tokens: ['pm_card_chargeDeclinedLostCard', 'pm_card_visa_chargeDeclinedLostCard'],
    behaviour: { kind: 'declines', decline: declined('lost_card') },
  },
  '4000000000009979': {
    tokens: ['pm_card_chargeDeclinedStolenCard', 'pm_card_visa_chargeDeclinedStolenCard'],
    behaviour: { kind: 'declines', decline: declined('stolen_card') },
  },
  '4000000000000069': {
    tokens: ['pm_card_chargeDeclinedExpiredCard', 'pm_card_visa_chargeDeclinedExpiredCard'],
    behaviour: ownCode('expired_card', 'Your card has expired.'),
  },
  '4000000000000127': {
    tokens: ['pm_card_chargeDeclinedIncorrectCvc', 'pm_card_visa_chargeDeclinedIncorrectCvc'],
    behaviour: ownCode('incorrect_cvc', "Your card's security code is incorrect."),
  },
  '4000000000000119': {
    tokens: ['pm_card_chargeDeclinedProcessingError', 'pm_card_visa_chargeDeclinedProcessingError'],
    behaviour: ownCode(
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ),
  },
  '4000000000000341': {
    tokens: ['pm_card_chargeCustomerFail'],
    behaviour: { kind: 'declines', decline: declined('generic_decline') },
    setUp: 'accepts',
  },
  '4000002760003184': {
    tokens: ['pm_card_authenticationRequired'],
    behaviour: { kind: 'authenticates', decline: null },
    offSession: 'authenticates_always',
  },
  '4000002500003155': {
    tokens: ['pm_card_authenticationRequiredOnSetup'],
    behaviour: { kind: 'authenticates', decline: null },
  },
  '4000003800000446': {
    tokens: ['pm_card_authenticationRequiredSetupForOffSession'],
    behaviour: { kind: 'authenticates', decline: null },
    offSession: 'is_set_up',
  },
  '4000000000003220': {
    tokens: ['pm_card_threeDSecure2Required'],
    behaviour: { kind: 'authenticates', decline: null },
  },
  '4000008260003178': {
    tokens: ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'],
    behaviour: { kind: 'authenticates', decline: INSUFFICIENT_FUNDS },
    setUp: 'authenticates',
  },
  '4000008400001629': {
    tokens: ['pm_card_threeDSecureRequiredChargeDeclined'],
    behaviour: { kind: 'authenticates', decline: declined('generic_decline') },
  },
  '4000000000000077': {
    tokens: ['pm_card_processing'],
    behaviour: { kind: 'processes', decline: null },
  },
  '4000000000000085': {
    tokens: ['pm_card_processingThenDeclined'],
    behaviour: { kind: 'processes', decline: declined('generic_decline') },
  },
  '4000000000000051': {
    tokens: ['pm_card_chargeDeclinedOffSession'],
    behaviour: { kind: 'pays' },
    offSession: 'declines',
  },
};

const NUMBER_OF_TOKEN = new Map(
  Object.entries(TEST_CARDS).flatMap(([number, { tokens }]) => tokens.map((token) => [token, number])),
);

/** The card behind a test token such as `pm_card_visa`. */
export const numberOfToken = (token: string): string | undefined => NUMBER_OF_TOKEN.get(token);

/** How a stored card reacts to a payment by its owner. A number that Stripe does not list is declined in test mode. */
export const reactionToPayment = (world: World, method: PaymentMethod): CardBehaviour =>
  cardOf(world, method)?.behaviour ?? UNLISTED;

/** How it reacts while its owner is away and nobody can answer 3-D Secure. */
export function reactionOffSession(world: World, method: PaymentMethod): CardBehaviour {
  const behaviour = reactionToPayment(world, method);
  const offSession = cardOf(world, method)?.offSession;
  if (offSession === 'declines') return { kind: 'declines', decline: declined('generic_decline') };
  if (behaviour.kind !== 'authenticates') return behaviour;
  const isSetUp = offSession === 'is_set_up' || world.setUpCards.has(method.id);
  if (offSession === 'authenticates_always' || !isSetUp)
    return { kind: 'declines', decline: AUTHENTICATION_REQUIRED };
  return behaviour.decline === null ? { kind: 'pays' } : { kind: 'declines', decline: behaviour.decline };
}

/** How it reacts to being saved without a payment. */
export function reactionToSetUp(world: World, method: PaymentMethod): CardBehaviour {
  const setUp = cardOf(world, method)?.setUp;
  if (setUp === 'accepts') return { kind: 'pays' };
  if (setUp === 'authenticates') return { kind: 'authenticates', decline: null };
  return reactionToPayment(world, method);
}

const cardOf = (world: World, method: PaymentMethod) => TEST_CARDS[world.cardNumbers.get(method.id) ?? ''];

const UNLISTED: CardBehaviour = { kind: 'declines', decline: declined('test_mode_live_card') };
