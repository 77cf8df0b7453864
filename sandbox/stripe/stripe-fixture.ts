import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { SANDBOX_KEYS } from '../providers';
import { startStripe } from './start-stripe';

type Received = { event: Stripe.Event; raw: string; signature: string };

/** A sandbox, the real SDK pointed at it without its own retries, and an app that takes the webhooks. */
export type Fixture = {
  sandbox: Awaited<ReturnType<typeof startStripe>>;
  stripe: Stripe;
  /** The correctly signed webhooks, in order of arrival. */
  received: Received[];
  /** Raw deliveries whose signature was not ours. */
  forged: string[];
  /** The app's next answers. The last one stays. */
  answers: number[];
  control: (path: string, body?: object) => Promise<unknown>;
};

export function useStripe(now?: () => number): () => Fixture {
  let fixture: Fixture | undefined;
  let stop = async () => {};
  beforeAll(async () => {
    const received: Received[] = [];
    const forged: string[] = [];
    const answers: number[] = [200];
    const app = createServer(async (request, response) => {
      const raw = await text(request);
      const signature = String(request.headers['stripe-signature']);
      try {
        const event = Stripe.webhooks.constructEvent(raw, signature, SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET);
        received.push({ event, raw, signature });
      } catch {
        forged.push(raw);
      }
      response.statusCode = (answers.length > 1 ? answers.shift() : answers[0]) ?? 200;
      response.end();
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const { port: appPort } = z.object({ port: z.number() }).parse(app.address());
    const sandbox = await startStripe({
      port: 0,
      appUrl: () => `http://127.0.0.1:${appPort}`,
      ...(now === undefined ? {} : { now }),
    });
    const { hostname, port } = new URL(sandbox.url);
    fixture = {
      sandbox,
      received,
      forged,
      answers,
      stripe: new Stripe(SANDBOX_KEYS.STRIPE_SECRET_KEY, {
        host: hostname,
        port,
        protocol: 'http',
        maxNetworkRetries: 0,
      }),
      async control(path, body = {}) {
        const response = await fetch(`${sandbox.url}/_control/${path}`, {
          method: 'POST',
          body: JSON.stringify(body),
        });
        return response.json();
      },
    };
    stop = async () => {
      await sandbox.close();
      app.close();
    };
  });
  afterAll(() => stop());
  return () => {
    if (fixture === undefined) throw new Error('the fixture runs only while tests run');
    return fixture;
  };
}

/** An intent of 45.00 € that a server may confirm without a return address. */
export const createIntent = ({ stripe }: Fixture, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 4500,
    currency: 'eur',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    ...params,
  });

/** The types, in alphabetical order, of the delivered events about an object. */
export async function eventTypesOf({ sandbox, received }: Fixture, id: string): Promise<string[]> {
  await sandbox.flushWebhooks();
  return received
    .filter(({ event }) => JSON.stringify(event.data.object).includes(id))
    .map(({ event }) => event.type)
    .sort();
}

/** The error of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('the call succeeded');
}
