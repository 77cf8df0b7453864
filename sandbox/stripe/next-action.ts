import type { NextAction, PaymentIntent, SetupIntent } from './objects';
import type { World } from './world';

/** Sends the card's owner to the bank's page: inside Stripe.js, or by a redirect where the caller named a way back. */
export function authenticationOf(
  world: World,
  { id, client_secret }: Pick<PaymentIntent | SetupIntent, 'id' | 'client_secret'>,
  { returnUrl, useStripeSdk }: { returnUrl: string | undefined; useStripeSdk: boolean },
): NextAction {
  const url = `${world.url}/3d-secure/${id}?client_secret=${client_secret}`;
  return returnUrl === undefined || useStripeSdk
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}
