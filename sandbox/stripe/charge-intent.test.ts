import { expect, test } from 'vitest';
import { createIntent, eventTypesOf, failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();
const create = (params?: Parameters<typeof createIntent>[1]) => createIntent(fixture(), params);

test.each([
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_visa_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ['pm_card_visa_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ['pm_card_visa_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
])(
  '%s declines with %s / %s and leaves the intent to be paid by another card',
  async (card, code, decline_code) => {
    const { stripe } = fixture();
    const intent = await create();
    const failure = await failureOf(stripe.paymentIntents.confirm(intent.id, { payment_method: card }));
    expect(failure).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
    expect(failure.payment_intent).toMatchObject({ id: intent.id, status: 'requires_payment_method' });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      last_payment_error: { code, decline_code, type: 'card_error' },
      payment_method: null,
      status: 'requires_payment_method',
    });
    expect((await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).status).toBe(
      'succeeded',
    );
    expect(await eventTypesOf(fixture(), intent.id)).toEqual([
      'charge.failed',
      'charge.succeeded',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
  },
);

test('creating with confirm declines with 402 and keeps the intent', async () => {
  const failure = await failureOf(create({ confirm: true, payment_method: 'pm_card_chargeDeclined' }));
  const { id } = failure.payment_intent ?? { id: '' };
  expect((await fixture().stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');
});

test.each([
  ['pm_card_authenticationRequired', true, 'succeeded'],
  ['pm_card_authenticationRequiredOnSetup', true, 'succeeded'],
  ['pm_card_threeDSecure2Required', false, 'requires_payment_method'],
  ['pm_card_threeDSecureRequiredChargeDeclined', true, 'requires_payment_method'],
])('%s asks for 3-D Secure; answered %s it ends %s', async (card, approve, status) => {
  const { stripe, control } = fixture();
  const intent = await create({ automatic_payment_methods: { enabled: true } });
  const asked = await stripe.paymentIntents.confirm(intent.id, {
    payment_method: card,
    return_url: 'http://localhost:3000/back',
  });
  expect(asked.status).toBe('requires_action');
  expect(asked.next_action).toMatchObject({
    type: 'redirect_to_url',
    redirect_to_url: { return_url: 'http://localhost:3000/back' },
  });
  await control(`payment_intents/${intent.id}/authenticate`, { approve });
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
  expect(await eventTypesOf(fixture(), intent.id)).toContain('payment_intent.requires_action');
});

test('a slow card stays in processing, cannot be canceled meanwhile, then succeeds', async () => {
  const { stripe, sandbox, control } = fixture();
  await control('processing', { processing_ms: 60_000 });
  const intent = await create();
  const slow = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_processing' });
  expect(slow.status).toBe('processing');
  const failure = await failureOf(stripe.paymentIntents.cancel(intent.id));
  expect(failure.code).toBe('payment_intent_unexpected_state');
  sandbox.advanceClock(60_000);
  const done = await stripe.paymentIntents.retrieve(intent.id);
  expect(done).toMatchObject({ status: 'succeeded', latest_charge: slow.latest_charge });
});

test('a slow card may be declined in the end', async () => {
  const { stripe, sandbox } = fixture();
  const intent = await create({ confirm: true, payment_method: 'pm_card_processingThenDeclined' });
  expect(intent.status).toBe('processing');
  sandbox.advanceClock(60_000);
  expect((await stripe.paymentIntents.retrieve(intent.id)).last_payment_error?.code).toBe('card_declined');
});
