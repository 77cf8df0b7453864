import { NEEDED_EVENTS } from '@/lib/payments/needed-events';
import { getService } from '@/lib/services/registry';
import {
  listWebhookEndpoints,
  measureStripeClock,
  type WebhookEndpoint,
} from '@/lib/services/stripe-account';
import { examineSkew } from './examine-database';
import { webhookUrl } from './examine-webhooks';
import { ok, type ServiceFinding, unwell } from './service-finding';

/** Stripe refuses nothing for its clock, but we refuse its signatures when five minutes off; a second is its rounding. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Whether Stripe sends us the events we need, in the version we read. */
export async function examineStripeEndpoint(): Promise<ServiceFinding[]> {
  const all = await listWebhookEndpoints();
  const ours = all.filter(({ url, isEnabled }) => isEnabled && url === webhookUrl('stripe'));
  if (ours.length === 0) {
    return [
      unwell(
        'bad',
        'webhooks.stripe.endpoint',
        {
          es: `Stripe no envía eventos a ${webhookUrl('stripe')}.`,
          en: `Stripe sends no events to ${webhookUrl('stripe')}.`,
        },
        {
          es: 'Crea o activa ese destino en Stripe (Developers → Webhooks) y pon su secreto en STRIPE_WEBHOOK_SECRET.',
          en: 'Create or enable that endpoint in Stripe (Developers → Webhooks) and put its secret into STRIPE_WEBHOOK_SECRET.',
        },
      ),
    ];
  }
  return [examineEvents(ours), examineVersion(ours)];
}

function examineEvents(endpoints: readonly WebhookEndpoint[]): ServiceFinding {
  const id = 'webhooks.stripe.events';
  const sent = new Set(endpoints.flatMap(({ enabledEvents }) => enabledEvents));
  const missing = sent.has('*') ? [] : NEEDED_EVENTS.filter((type) => !sent.has(type));
  if (missing.length === 0) {
    return ok(id, {
      es: `Stripe nos envía los ${NEEDED_EVENTS.length} tipos de evento que usamos.`,
      en: `Stripe sends us the ${NEEDED_EVENTS.length} types of event we use.`,
    });
  }
  return unwell(
    'bad',
    id,
    {
      es: `Stripe no nos envía: ${missing.join(', ')}.`,
      en: `Stripe does not send us: ${missing.join(', ')}.`,
    },
    {
      es: 'Añade esos tipos al destino en Stripe; hasta entonces la conciliación los descubre cada cinco minutos.',
      en: 'Add those types to the endpoint in Stripe; until then reconciliation finds out every five minutes.',
    },
  );
}

function examineVersion(endpoints: readonly WebhookEndpoint[]): ServiceFinding {
  const id = 'webhooks.stripe.version';
  const { version } = getService('payment');
  const other = endpoints.find(({ apiVersion }) => apiVersion !== version);
  if (!other) {
    return ok(id, {
      es: `Los eventos de Stripe llegan en la versión ${version}, la nuestra.`,
      en: `Stripe’s events come in version ${version}, which is ours.`,
    });
  }
  return unwell(
    'warn',
    id,
    {
      es: `Los eventos de Stripe llegan en ${other.apiVersion ?? 'la versión de la cuenta'}; leemos ${version}.`,
      en: `Stripe’s events come in ${other.apiVersion ?? 'the account’s version'}; we read ${version}.`,
    },
    {
      es: `Crea el destino de nuevo con la versión ${version}; de los eventos sólo creemos los identificadores, así que no corre prisa.`,
      en: `Make the endpoint anew with version ${version}; of an event we believe the ids alone, so there is no hurry.`,
    },
  );
}

/** Whether Stripe's clock, by which its webhooks are signed, is ours. */
export const examineStripeClock = async (): Promise<ServiceFinding[]> => [
  examineSkew('clock.stripe', 'Stripe', await measureStripeClock(), CLOCK_TOLERANCE_MS),
];
