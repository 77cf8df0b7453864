import { expect, test } from 'vitest';
import { useSandbox } from '@/test/sandbox';
import { getService } from './registry';
import { listWebhookEndpoints, measureStripeClock } from './stripe-account';

useSandbox({ providers: ['stripe'], appUrl: 'https://pista.example' });

test('the endpoints that Stripe sends events to are listed with their types and version', async () => {
  expect(await listWebhookEndpoints()).toEqual([
    {
      url: 'https://pista.example/api/v1/payments/stripe-webhook',
      enabledEvents: ['*'],
      apiVersion: getService('payment').version,
      isEnabled: true,
    },
  ]);
});

test('Stripe’s clock is read from its answer', async () => {
  expect(Math.abs(await measureStripeClock())).toBeLessThan(60_000);
});
