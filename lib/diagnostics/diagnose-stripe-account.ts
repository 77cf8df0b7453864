import { getService } from '@/lib/services/call/registry';
import { NEEDED_EVENTS } from '@/lib/services/stripe/needed-events';
import {
  listWebhookEndpoints,
  measureStripeClock,
  type WebhookEndpoint,
} from '@/lib/services/stripe/stripe-account';
import { diagnoseSkew } from './diagnose-database';
import { diagnoseSubscription } from './diagnose-subscription';
import { well, type ServiceFinding, unwell } from './service-finding';

/** The tolerated skew, one second of which is rounding. We refuse Stripe's signatures at five minutes. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Whether Stripe sends us the events we need, in the API version we read. */
export async function diagnoseStripeEndpoint(): Promise<ServiceFinding[]> {
  const { finding, ours } = diagnoseSubscription({
    service: 'payment',
    provider: 'stripe',
    endpoints: await listWebhookEndpoints(),
    needed: NEEDED_EVENTS,
    secretName: 'STRIPE_WEBHOOK_SECRET',
  });
  return ours.length === 0 ? [finding] : [finding, diagnoseVersion(ours)];
}

function diagnoseVersion(endpoints: readonly WebhookEndpoint[]): ServiceFinding {
  const id = 'webhooks.stripe.version';
  const { version } = getService('payment');
  const other = endpoints.find(({ apiVersion }) => apiVersion !== version);
  if (!other) {
    return well(id, { key: 'diagnosis.stripe.versionIsOurs', values: { version } });
  }
  return unwell(
    'warn',
    id,
    other.apiVersion === null
      ? { key: 'diagnosis.stripe.versionOfAccount', values: { version } }
      : { key: 'diagnosis.stripe.versionDiffers', values: { other: other.apiVersion, version } },
    { key: 'diagnosis.stripe.versionAdvice', values: { version } },
  );
}

/** Whether Stripe's clock, by which it signs webhooks, agrees with ours. */
export const diagnoseStripeClock = async (): Promise<ServiceFinding[]> => [
  diagnoseSkew('clock.stripe', 'Stripe', await measureStripeClock(), CLOCK_TOLERANCE_MS),
];
