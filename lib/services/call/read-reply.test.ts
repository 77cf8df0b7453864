import { expect, test } from 'vitest';
import { ZodError } from 'zod';
import { intentSchema } from '@/lib/services/stripe/stripe-objects';
import { readReply } from './read-reply';
import { breakerOf } from './shared-breakers';

test('an answer that is not what was promised is an outage for the caller, with the reason as its cause', () => {
  const read = () => readReply('payment', intentSchema, { id: 'pi_1', status: 'paid_in_gold' });
  expect(read).toThrow(expect.objectContaining({ code: 'service_unavailable', cause: expect.any(ZodError) }));
  expect(breakerOf('payment').state).toBe('closed');
});

test('what Stripe may leave out is filled in, and what it expands is reduced to its id', () => {
  const intent = readReply('payment', intentSchema, {
    id: 'pi_1',
    client_secret: 'pi_1_secret',
    status: 'requires_payment_method',
    amount: 4_500,
    currency: 'eur',
    customer: { id: 'cus_1', object: 'customer' },
    last_payment_error: { type: 'card_error', message: 'Declined.' },
    created: 1_700_000_000,
    livemode: false,
  });
  expect(intent).toMatchObject({
    receivedMinor: 0,
    currency: 'EUR',
    metadata: {},
    customerId: 'cus_1',
    lastError: { code: 'unknown', declineCode: null, message: 'Declined.' },
  });
});
