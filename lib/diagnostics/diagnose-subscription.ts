import { webhookUrl } from './diagnose-webhooks';
import { well, PROVIDER_NAMES, type ServiceFinding, unwell } from './service-finding';

export type SubscribedEndpoint = { url: string; isEnabled: boolean; events: readonly string[] };

type Subscription<Sent extends SubscribedEndpoint> = {
  service: 'payment' | 'email';
  provider: 'stripe' | 'resend';
  /** Where the account sends its events. */
  endpoints: readonly Sent[];
  needed: readonly string[];
  /** Which of our variables holds the secret of the endpoint. */
  secretName: string;
};

/** Whether a provider sends us the events that we need. `ours` are the endpoints that lead here. */
export function diagnoseSubscription<Sent extends SubscribedEndpoint>(
  subscription: Subscription<Sent>,
): { finding: ServiceFinding; ours: Sent[] } {
  const { provider, endpoints } = subscription;
  const ours = endpoints.filter(({ url, isEnabled }) => isEnabled && url === webhookUrl(provider));
  const finding = ours.length === 0 ? withoutEndpoint(subscription) : diagnoseEvents(subscription, ours);
  return { finding, ours };
}

function withoutEndpoint({
  service,
  provider,
  secretName,
}: Subscription<SubscribedEndpoint>): ServiceFinding {
  const [name, url] = [PROVIDER_NAMES[service], webhookUrl(provider)];
  return unwell(
    'bad',
    `webhooks.${provider}.endpoint`,
    { key: 'diagnosis.subscription.noEndpoint', values: { name, url } },
    { key: 'diagnosis.subscription.noEndpointAdvice', values: { name, secretName } },
  );
}

function diagnoseEvents(
  { service, provider, needed }: Subscription<SubscribedEndpoint>,
  ours: readonly SubscribedEndpoint[],
): ServiceFinding {
  const [name, id] = [PROVIDER_NAMES[service], `webhooks.${provider}.events`];
  const sent = new Set(ours.flatMap(({ events }) => events));
  const missing = sent.has('*') ? [] : needed.filter((type) => !sent.has(type));
  if (missing.length === 0) {
    return well(id, { key: 'diagnosis.subscription.complete', values: { name, count: needed.length } });
  }
  return unwell(
    'bad',
    id,
    { key: 'diagnosis.subscription.missing', values: { name, missing: missing.join(', ') } },
    { key: `diagnosis.subscription.missingAdvice.${service}`, values: { name } },
    { kind: 'subscribe_events', service },
  );
}
