import type { Faults } from '../faults';
import { type Reply, type Request, type Running, serve } from '../serve';
import { addEndpoint } from './account';
import { answerApi } from './answer-api';
import { bundleStripeJs } from './bundle-stripe-js';
import { createClock } from './clock';
import { answerControl } from './controls';
import { paymentsPage } from './payments-page';
import { answerThreeDSecure } from './three-d-secure';
import { WebhookSender } from './webhooks';
import { createWorld } from './world';

export type StripeOptions = {
  /** 0 lets the system choose. */
  port: number;
  /** The app's origin, or a function when it is not known yet. Webhooks go to its stripe-webhook route. */
  appUrl: string | (() => string);
  faults?: Faults;
  /** The events of the endpoint, by default all. */
  enabledEvents?: readonly string[];
  /** The clock of `created` and of the 24 hours of an idempotency key, in Unix milliseconds. */
  now?: () => number;
};

export type StripeControls = {
  /** Sends every waiting webhook, retries included. Returns how many the app has not accepted. */
  flushWebhooks: () => Promise<number>;
  /** Moves the sandbox's clock forward and runs due tasks. */
  advanceClock: (ms: number) => void;
};

/** Plays Stripe: its API, its webhooks, `/stripe.js` for browsers, `/_control/…` switches and a page of payments. */
export async function startStripe(options: StripeOptions): Promise<Running & StripeControls> {
  const { port, appUrl, faults, enabledEvents = ['*'], now = Date.now } = options;
  const clock = createClock(now);
  const world = createWorld(clock, (event) => webhooks.enqueue(event));
  const webhooks = new WebhookSender(world);
  const webhookUrl = () => `${typeof appUrl === 'string' ? appUrl : appUrl()}/api/v1/payments/stripe-webhook`;
  const endpoint = addEndpoint(world, { url: '', enabled_events: [...enabledEvents] });

  const handle = async (request: Request): Promise<Reply> => {
    endpoint.url = webhookUrl();
    if (request.path.startsWith('/v1/')) return answerApi(world, request);
    if (request.path.startsWith('/_control/')) return answerControl(world, webhooks, request);
    if (request.path.startsWith('/3d-secure/')) return answerThreeDSecure(world, request);
    if (request.path === '/stripe.js') return script(await bundleStripeJs());
    if (request.path === '/') return paymentsPage(world, webhooks);
    return { status: 404, body: { error: { message: `Nothing at ${request.path}.` } } };
  };

  const running = await serve(handle, port, faults);
  world.url = running.url;
  return {
    ...running,
    flushWebhooks: () => webhooks.flush(),
    advanceClock: (ms) => clock.advance(ms),
    async close() {
      clock.clear();
      await webhooks.close();
      await running.close();
    },
  };
}

const script = (body: string): Reply => ({
  headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
  body,
});
