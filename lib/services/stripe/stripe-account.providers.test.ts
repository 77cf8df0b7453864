import { expect, test } from 'vitest';
import { getService } from '@/lib/services/call/registry';
import { useSandbox } from '@/test/sandbox';
import { NEEDED_EVENTS } from './needed-events';
import { listWebhookEndpoints, measureStripeClock, setEndpointEvents } from './stripe-account';

useSandbox({ providers: ['stripe'], appUrl: 'https://pista.example' });

test('the endpoints that Stripe sends events to are listed with their types and version', async () => {
  expect(await listWebhookEndpoints()).toEqual([
    {
      id: expect.stringMatching(/^we_/),
      url: 'https://pista.example/api/v1/payments/stripe-webhook',
      events: [...NEEDED_EVENTS],
      apiVersion: getService('payment').version,
      isEnabled: true,
    },
  ]);
});

test('an endpoint is told which types of events to send', async () => {
  const [endpoint] = await listWebhookEndpoints();
  await setEndpointEvents(endpoint?.id ?? '', ['charge.refunded', 'refund.failed']);
  expect(await listWebhookEndpoints()).toMatchObject([{ events: ['charge.refunded', 'refund.failed'] }]);
});

test('Stripe’s clock is read from its answer', async () => {
  expect(Math.abs(await measureStripeClock())).toBeLessThan(60_000);
});
