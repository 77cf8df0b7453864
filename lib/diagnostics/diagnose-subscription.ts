import type { Sentences } from '@/lib/core/i18n/sentences';
import { webhookUrl } from './diagnose-webhooks';
import { ok, PROVIDER_NAMES, type ServiceFinding, unwell } from './service-finding';

export type Endpoint = { url: string; isEnabled: boolean; events: readonly string[] };

type Subscription<Sent extends Endpoint> = {
  service: 'payment' | 'email';
  provider: 'stripe' | 'resend';
  /** Where the account sends its events. */
  endpoints: readonly Sent[];
  needed: readonly string[];
  /** Which of our variables holds the secret of the endpoint. */
  secretName: string;
  /** How we live without the events, as the end of a sentence. */
  meanwhile: Sentences;
};

/** Whether a provider sends us the events that we need; `ours` are the endpoints by which it does. */
export function diagnoseSubscription<Sent extends Endpoint>(
  subscription: Subscription<Sent>,
): { finding: ServiceFinding; ours: Sent[] } {
  const { provider, endpoints } = subscription;
  const ours = endpoints.filter(({ url, isEnabled }) => isEnabled && url === webhookUrl(provider));
  const finding = ours.length === 0 ? withoutEndpoint(subscription) : diagnoseEvents(subscription, ours);
  return { finding, ours };
}

function withoutEndpoint({ service, provider, secretName }: Subscription<Endpoint>): ServiceFinding {
  const [name, url] = [PROVIDER_NAMES[service], webhookUrl(provider)];
  return unwell(
    'bad',
    `webhooks.${provider}.endpoint`,
    { es: `${name} no envía eventos a ${url}.`, en: `${name} sends no events to ${url}.` },
    {
      es: `Crea o activa ese destino en ${name} (Webhooks) y pon su secreto en ${secretName}.`,
      en: `Create or enable that endpoint in ${name} (Webhooks) and put its secret into ${secretName}.`,
    },
  );
}

function diagnoseEvents(
  { service, provider, needed, meanwhile }: Subscription<Endpoint>,
  ours: readonly Endpoint[],
): ServiceFinding {
  const [name, id] = [PROVIDER_NAMES[service], `webhooks.${provider}.events`];
  const sent = new Set(ours.flatMap(({ events }) => events));
  const missing = sent.has('*') ? [] : needed.filter((type) => !sent.has(type));
  if (missing.length === 0) {
    return ok(id, {
      es: `${name} nos envía los ${needed.length} tipos de evento que usamos.`,
      en: `${name} sends us the ${needed.length} types of event we use.`,
    });
  }
  const list = missing.join(', ');
  return unwell(
    'bad',
    id,
    { es: `${name} no nos envía: ${list}.`, en: `${name} does not send us: ${list}.` },
    {
      es: `Suscríbelos aquí o en ${name}; hasta entonces ${meanwhile.es}.`,
      en: `Subscribe to them here or in ${name}; until then ${meanwhile.en}.`,
    },
    { kind: 'subscribe_events', service },
  );
}
