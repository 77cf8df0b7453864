import { emit } from './emit';
import { docUrl, StripeFailure } from './failure';
import { authenticationOf } from './next-action';
import type { IntentError, PaymentMethod, SetupIntent } from './objects';
import { saveCard } from './saved-cards';
import { type Decline, reactionToSetUp } from './test-cards';
import type { Act } from './world';

/**
 * Asks the card whether it may be saved and moves the wish.
 * @throws StripeFailure 402 when it declines
 */
export function setUpCard(
  act: Act,
  setup: SetupIntent,
  card: PaymentMethod,
  how: { returnUrl: string | undefined; useStripeSdk: boolean },
): void {
  const reaction = reactionToSetUp(act.world, card);
  setup.payment_method = card.id;
  setup.last_setup_error = null;
  setup.next_action = null;
  switch (reaction.kind) {
    case 'pays':
    case 'processes':
      succeed(act, setup, card);
      break;
    case 'declines':
      throw decline(act, setup, card, reaction.decline);
    case 'authenticates':
      setup.status = 'requires_action';
      setup.next_action = authenticationOf(act.world, setup, how);
      emit(act, 'setup_intent.requires_action', setup);
      break;
  }
}

/**
 * The answer of the 3-D Secure page.
 * @throws StripeFailure 402 when the card declines after all
 */
export function authenticateSetup(act: Act, setup: SetupIntent, approved: boolean): void {
  const card = act.world.paymentMethods.get(setup.payment_method ?? '');
  if (setup.status !== 'requires_action' || card === undefined) return;
  setup.next_action = null;
  if (!approved) {
    const code = 'setup_intent_authentication_failure';
    failSetup(act, setup, {
      code,
      doc_url: docUrl(code),
      message:
        'The latest attempt to set up the payment method has failed because authentication failed. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this SetupIntent again.',
      payment_method: card,
      type: 'invalid_request_error',
    });
    return;
  }
  const reaction = reactionToSetUp(act.world, card);
  if (reaction.kind === 'authenticates' && reaction.decline !== null)
    throw decline(act, setup, card, reaction.decline);
  succeed(act, setup, card);
}

function succeed(act: Act, setup: SetupIntent, card: PaymentMethod): void {
  saveCard(act, card, setup);
  setup.status = 'succeeded';
  emit(act, 'setup_intent.succeeded', setup);
}

function decline(act: Act, setup: SetupIntent, card: PaymentMethod, reason: Decline): StripeFailure {
  const error = { ...reason, doc_url: docUrl(reason.code), payment_method: card };
  failSetup(act, setup, { ...error, type: 'card_error' });
  return new StripeFailure(402, 'card_error', reason.message, {
    code: reason.code,
    intent: setup,
    extra: { decline_code: reason.decline_code, payment_method: card },
  });
}

function failSetup(act: Act, setup: SetupIntent, error: IntentError): void {
  setup.status = 'requires_payment_method';
  setup.payment_method = null;
  setup.last_setup_error = error;
  emit(act, 'setup_intent.setup_failed', setup);
}
