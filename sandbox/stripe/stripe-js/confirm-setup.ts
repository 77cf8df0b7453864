import type { SetupIntent, StripeError } from '@stripe/stripe-js';
import { type Answer, type Api, translated } from './api';
import { authenticate } from './authenticate';
import { authenticationUrl, type ConfirmOptions, leaveFor, withCard } from './confirm-payment';
import { integrationError } from './integration-error';
import type { Words } from './words';

type Result = { setupIntent: SetupIntent; error?: undefined } | { error: StripeError };

/** Saves the card in the form for later, shows 3-D Secure when the bank asks for it, then redirects or answers. */
export async function confirmSetup(api: Api, words: Words, options: ConfirmOptions): Promise<Result> {
  const { elements, confirmParams = {}, redirect = 'always' } = options;
  const clientSecret = options.clientSecret ?? elements?.clientSecret();
  const returnUrl = confirmParams.return_url;
  if (clientSecret === undefined) throw integrationError('confirmSetup(): a clientSecret is required.');
  if (redirect === 'always' && returnUrl === undefined) {
    throw integrationError('confirmSetup(): the `confirmParams.return_url` argument is required.');
  }
  if (elements?.isDeferred() && !elements.wasSubmitted())
    throw integrationError('elements.submit() must be called before stripe.confirmSetup().');
  const invalid = elements?.validate();
  if (invalid) return { error: invalid };
  const confirmed = await api.confirmSetup(clientSecret, withCard(elements, confirmParams));
  const settled = confirmed.error ? confirmed : await handleSetupAction(api, words, confirmed.value);
  if (settled.error) return { error: settled.error };
  if (redirect === 'if_required' || returnUrl === undefined) return { setupIntent: settled.value };
  return leaveFor(returnUrl, settled.value, clientSecret);
}

/** Does what the wish to save a card asks of its owner, and reads the result. */
async function handleSetupAction(api: Api, words: Words, setup: SetupIntent): Promise<Answer<SetupIntent>> {
  const url = authenticationUrl(setup.next_action);
  if (url === null || setup.client_secret === null) return { value: setup };
  await authenticate(url, words);
  const after = await api.retrieveSetup(setup.client_secret);
  if (after.error || after.value.status !== 'requires_payment_method') return after;
  const failure = after.value.last_setup_error;
  if (failure === null) return after;
  return { error: { ...translated(failure, words), setup_intent: after.value } };
}
