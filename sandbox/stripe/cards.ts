import { invalidRequest, noSuch, StripeFailure } from './failure';
import type { BillingDetails, PaymentMethod } from './objects';
import { newId, randomText, type World } from './world';

export type Decline = { code: string; decline_code: string; message: string };

/** The card's reaction to a payment. */
export type CardBehaviour =
  | { kind: 'pays'; disputed?: true }
  | { kind: 'declines'; decline: Decline }
  /** Asks for 3-D Secure, then pays or declines. */
  | { kind: 'authenticates'; decline: Decline | null }
  /** Stays in `processing`, then pays or declines. */
  | { kind: 'processes'; decline: Decline | null };

const declined = (decline_code: string): Decline => ({
  code: 'card_declined',
  decline_code,
  message: 'Your card was declined.',
});
const INSUFFICIENT_FUNDS: Decline = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
};
const ownCode = (code: string, message: string): CardBehaviour => ({
  kind: 'declines',
  decline: { code, decline_code: code, message },
});

/** docs.stripe.com/testing, except for the last two, since Stripe has no card that stays in `processing`. */
const TEST_CARDS: Record<string, { tokens: readonly string[]; behaviour: CardBehaviour }> = {
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
  '4000002760003184': {
    tokens: ['pm_card_authenticationRequired'],
    behaviour: { kind: 'authenticates', decline: null },
  },
  '4000002500003155': {
    tokens: ['pm_card_authenticationRequiredOnSetup'],
    behaviour: { kind: 'authenticates', decline: null },
  },
  '4000000000003220': {
    tokens: ['pm_card_threeDSecure2Required'],
    behaviour: { kind: 'authenticates', decline: null },
  },
  '4000008260003178': {
    tokens: ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'],
    behaviour: { kind: 'authenticates', decline: INSUFFICIENT_FUNDS },
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
};

const NUMBER_OF_TOKEN = new Map(
  Object.entries(TEST_CARDS).flatMap(([number, { tokens }]) => tokens.map((token) => [token, number])),
);

export type CardData = { number: string; exp_month: number; exp_year: number; cvc?: string | undefined };

const NO_BILLING: BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

/** How a stored card behaves. A well-formed number that Stripe does not list is declined in test mode. */
export function behaviourOf(world: World, method: PaymentMethod): CardBehaviour {
  const number = world.cardNumbers.get(method.id) ?? '';
  return TEST_CARDS[number]?.behaviour ?? { kind: 'declines', decline: declined('test_mode_live_card') };
}

/** Finds a payment method, or makes one of a test token such as `pm_card_visa`. */
export function resolvePaymentMethod(world: World, id: string): PaymentMethod {
  const number = NUMBER_OF_TOKEN.get(id);
  if (number !== undefined) {
    const year = new Date(world.clock.nowMs()).getUTCFullYear() + 1;
    return createCard(world, { number, exp_month: 12, exp_year: year }, null);
  }
  const method = world.paymentMethods.get(id);
  if (method === undefined) throw noSuch('PaymentMethod', id, 'payment_method');
  return method;
}

/** @throws StripeFailure 402 when the number, the month or the year cannot be a card's */
export function createCard(world: World, data: CardData, billing: BillingDetails | null): PaymentMethod {
  assertWellFormed(world, data);
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    billing_details: billing ?? NO_BILLING,
    card: {
      brand: brandOf(data.number),
      country: 'ES',
      exp_month: data.exp_month,
      exp_year: data.exp_year,
      fingerprint: randomText(16),
      funding: 'credit',
      last4: data.number.slice(-4),
    },
    created: world.clock.nowSeconds(),
    customer: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
  world.paymentMethods.set(method.id, method);
  world.cardNumbers.set(method.id, data.number);
  return method;
}

function assertWellFormed(world: World, { number, exp_month, exp_year, cvc }: CardData): void {
  if (!passesLuhn(number)) throw malformed('incorrect_number', 'Your card number is incorrect.', 'number');
  if (exp_month < 1 || exp_month > 12) {
    throw malformed('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  }
  const today = new Date(world.clock.nowMs());
  if (Date.UTC(exp_year, exp_month) <= Date.UTC(today.getUTCFullYear(), today.getUTCMonth())) {
    throw malformed('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  }
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) {
    throw malformed('invalid_cvc', "Your card's security code is invalid.", 'cvc');
  }
}

const malformed = (code: string, message: string, param: string) =>
  new StripeFailure(402, 'card_error', message, { code, param });

/** The check digit of ISO/IEC 7812. */
function passesLuhn(number: string): boolean {
  if (!/^\d{13,19}$/.test(number)) return false;
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function brandOf(number: string): string {
  if (number.startsWith('4')) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  return /^3[47]/.test(number) ? 'amex' : 'unknown';
}

/** Stripe takes raw numbers from browsers alone. */
export const rawCardRefused = () =>
  invalidRequest(
    'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing.',
  );
