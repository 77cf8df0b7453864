import { expect, test } from 'vitest';
import { isRefusal } from './is-refusal';

test.each([
  ['a declined card', { type: 'card_error', code: 'card_declined' }, true],
  ['an incomplete field', { type: 'validation_error', code: 'incomplete_number' }, true],
  [
    'a failed 3-D Secure',
    { type: 'invalid_request_error', code: 'payment_intent_authentication_failure' },
    true,
  ],
  [
    'a failed 3-D Secure of a card that is only saved',
    { type: 'invalid_request_error', code: 'setup_intent_authentication_failure' },
    true,
  ],
  [
    'an intent that was paid elsewhere',
    { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' },
    false,
  ],
  ['a line that broke', { type: 'api_connection_error' }, false],
  ['a failure of Stripe', { type: 'api_error' }, false],
  ['too many calls', { type: 'rate_limit_error' }, false],
] as const)('of %s it is certain that nothing was paid: %j %s', (_what, error, certain) => {
  expect(isRefusal(error)).toBe(certain);
});
