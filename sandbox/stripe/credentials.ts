import type { IncomingHttpHeaders } from 'node:http';
import { SANDBOX_KEYS } from '../providers';
import { StripeFailure } from './failure';
import type { Caller } from './visible-intent';

/**
 * The caller: the secret key is the server, the publishable key a browser, which may also send it as `key`.
 * @throws StripeFailure 401
 */
export function callerOf(headers: IncomingHttpHeaders, keyParam: unknown): Caller {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const key = bearer ?? (typeof keyParam === 'string' ? keyParam : undefined);
  if (key === SANDBOX_KEYS.STRIPE_SECRET_KEY) return 'server';
  if (key === SANDBOX_KEYS.STRIPE_PUBLISHABLE_KEY) return 'browser';
  throw new StripeFailure(
    401,
    'invalid_request_error',
    key === undefined
      ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
      : `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`,
  );
}

/** @throws StripeFailure 403 when a browser asks for what only a server may do */
export function assertAllowed(caller: Caller, openToBrowsers: boolean): void {
  if (caller === 'server' || openToBrowsers) return;
  throw new StripeFailure(
    403,
    'invalid_request_error',
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    { code: 'secret_key_required' },
  );
}
