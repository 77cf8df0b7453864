import { z } from 'zod';
import { ask, pages, stripe } from './stripe-client';

const endpointSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    enabled_events: z.array(z.string()),
    api_version: z.string().nullish(),
    status: z.string(),
  })
  .transform(({ id, url, enabled_events, api_version, status }) => ({
    id,
    url,
    /** Types of events, or `*` for all. */
    events: enabled_events,
    /** Null means the account's default. */
    apiVersion: api_version ?? null,
    isEnabled: status === 'enabled',
  }));
export type WebhookEndpoint = z.output<typeof endpointSchema>;

/** Where Stripe sends this account's events. */
export async function listWebhookEndpoints(): Promise<WebhookEndpoint[]> {
  const endpoints: WebhookEndpoint[] = [];
  const all = pages('list_webhook_endpoints', endpointSchema, (page) => stripe().webhookEndpoints.list(page));
  for await (const endpoint of all) endpoints.push(endpoint);
  return endpoints;
}

/** Sets the types of events that Stripe sends to an endpoint. */
export async function setEndpointEvents(id: string, events: readonly string[]): Promise<void> {
  const path = `/v1/webhook_endpoints/${encodeURIComponent(id)}`;
  // The SDK's own call accepts only the types that its version knows.
  await ask('update_webhook_endpoint', z.object({ id: z.string() }), () =>
    stripe().rawRequest('POST', path, { enabled_events: [...events] }),
  );
}

const dated = z.object({
  lastResponse: z.object({ headers: z.object({ date: z.string().transform((date) => Date.parse(date)) }) }),
});

/** How far Stripe's clock is ahead of ours, in milliseconds. Its Date header has whole seconds only. */
export async function measureStripeClock(): Promise<number> {
  const startedMs = Date.now();
  const { lastResponse } = await ask('read_clock', dated, () => stripe().balance.retrieve(), {
    retryRead: true,
  });
  return lastResponse.headers.date + 500 - (startedMs + Date.now()) / 2;
}
