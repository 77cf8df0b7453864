import { z } from 'zod';
import { SANDBOX_KEYS } from '../providers';
import { noSuch } from './failure';
import { listObjects, listParams } from './list-objects';
import { mergeMetadata } from './merge-metadata';
import { API_VERSION, type WebhookEndpoint } from './objects';
import { list, metadata, text } from './params';
import { type Route, route } from './route';
import { newId, type World } from './world';

/** The address of the app's events. The sandbox signs those of every endpoint with its one secret. */
export function addEndpoint(
  world: World,
  given: Pick<WebhookEndpoint, 'url' | 'enabled_events'> & Partial<WebhookEndpoint>,
): WebhookEndpoint {
  const endpoint: WebhookEndpoint = {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: world.clock.nowSeconds(),
    description: null,
    livemode: false,
    metadata: {},
    status: 'enabled',
    ...given,
  };
  world.endpoints.set(endpoint.id, endpoint);
  return endpoint;
}

/** Captured money without refunds and disputes, for each currency. */
function balances(world: World): { amount: number; currency: string; source_types: { card: number } }[] {
  const sums = new Map<string, number>();
  const add = (currency: string, amount: number) => sums.set(currency, (sums.get(currency) ?? 0) + amount);
  for (const charge of world.charges.values()) {
    if (charge.status === 'succeeded') add(charge.currency, charge.amount_captured - charge.amount_refunded);
  }
  for (const dispute of world.disputes.values()) {
    if (dispute.status !== 'won') add(dispute.currency, -dispute.amount);
  }
  if (sums.size === 0) sums.set('eur', 0);
  return [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
}

export const accountRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/v1/balance',
    params: z.strictObject({}),
    run: ({ world }) => ({ object: 'balance', available: balances(world), livemode: false, pending: [] }),
  }),
  route({
    method: 'GET',
    path: '/v1/account',
    params: z.strictObject({}),
    run: () => ({
      id: 'acct_sandbox',
      object: 'account',
      business_profile: { name: 'Pista sandbox', url: null },
      charges_enabled: true,
      country: 'ES',
      default_currency: 'eur',
      details_submitted: true,
      email: 'sandbox@pista.test',
      payouts_enabled: true,
      type: 'standard',
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/webhook_endpoints',
    params: z.strictObject(listParams),
    run: ({ world }, page) => listObjects(world.endpoints.values(), page, '/v1/webhook_endpoints'),
  }),
  route({
    method: 'POST',
    path: '/v1/webhook_endpoints',
    params: z.strictObject({
      url: z.url({ protocol: /^https?$/, error: 'Invalid URL' }),
      enabled_events: list(z.string()).refine(
        (types) => types.length > 0,
        'enabled_events must not be empty.',
      ),
      description: text.default(null),
      api_version: z.string().optional(),
      metadata: metadata.optional(),
    }),
    run({ world }, { api_version, metadata: pairs, ...given }) {
      const endpoint = addEndpoint(world, { ...given, metadata: mergeMetadata({}, pairs) });
      return { ...endpoint, secret: SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/webhook_endpoints/:id',
    params: z.strictObject({ enabled_events: list(z.string()) }),
    run({ world, id }, { enabled_events }) {
      const endpoint = world.endpoints.get(id);
      if (!endpoint) throw noSuch('webhook endpoint', id, 'id');
      endpoint.enabled_events = enabled_events;
      return endpoint;
    },
  }),
];
