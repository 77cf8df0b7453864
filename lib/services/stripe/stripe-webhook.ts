import Stripe from 'stripe';
import { AppError } from '@/lib/core/errors';
import { parse } from '@/lib/core/input/parse';
import { parseJson } from '@/lib/core/input/request-body';
import { credential } from '@/lib/services/call/credentials';
import { stripe } from './stripe-client';
import { eventSchema, type StripeEvent } from './stripe-objects';

const WEBHOOK_TOLERANCE_SECONDS = 300;
/** `t=1764312994,v1=5f0c…`. The SDK throws a bare Error for a part without a value. */
const WELL_FORMED = /^\w+=\w+(?:,\w+=\w+)*$/;

/**
 * Verifies and reads a webhook over its raw body (docs.stripe.com/webhooks#verify-manually), at most five minutes
 * old. Every configured secret is tried, so that one can be rotated without losing events.
 * @throws AppError invalid_input for a bad or stale signature, and for a signed body that is no event
 */
export function parseStripeWebhook(rawBody: string, signature: string): StripeEvent {
  const secrets = credential('STRIPE_WEBHOOK_SECRET', 'payment').reveal();
  for (const secret of secrets) {
    if (isFromTheFuture(signature) || !isSignedWith(secret, rawBody, signature)) continue;
    const payload = parseJson(rawBody);
    return { ...parse(eventSchema, payload), payload };
  }
  throw new AppError('invalid_input', 'The Stripe-Signature header does not fit this body.');
}

/** The SDK looks only for signatures that are too old. */
function isFromTheFuture(signature: string): boolean {
  const signedAtSeconds = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? 0);
  return signedAtSeconds - Date.now() / 1000 > WEBHOOK_TOLERANCE_SECONDS;
}

/** The SDK's `constructEvent` would refuse thin events, which are signed in the same way. */
function isSignedWith(secret: string, rawBody: string, header: string): boolean {
  const { signature } = stripe().webhooks;
  if (!WELL_FORMED.test(header)) return false;
  try {
    return signature?.verifyHeader(rawBody, header, secret, WEBHOOK_TOLERANCE_SECONDS) ?? false;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}
