import { invalidRequest, noSuch, StripeFailure } from './failure';
import type { BillingDetails, PaymentMethod } from './objects';
import { numberOfToken } from './test-cards';
import { newId, randomText, type World } from './world';

export type CardData = { number: string; exp_month: number; exp_year: number; cvc?: string | undefined };

const NO_BILLING: BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

/** A card that is valid until the end of next year. */
export function newCard(world: World, number: string): PaymentMethod {
  const exp_year = new Date(world.clock.nowMs()).getUTCFullYear() + 1;
  return createCard(world, { number, exp_month: 12, exp_year }, null);
}

/** Finds a payment method, or makes one of a test token such as `pm_card_visa`. */
export function resolvePaymentMethod(world: World, id: string): PaymentMethod {
  const number = numberOfToken(id);
  if (number !== undefined) return newCard(world, number);
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
