import Stripe from 'stripe';
import { z } from 'zod';
import { call } from '@/lib/services/call/call';
import { credential } from '@/lib/services/call/credentials';
import { readReply, UnreadableReply } from '@/lib/services/call/read-reply';
import { getService } from '@/lib/services/call/registry';
import { meaningOf } from './stripe-error';

const PAGE = 100;

let client: Stripe | undefined;

/**
 * Retries are off, because the caller's job owns them. The SDK still repeats once when Stripe closed a kept
 * connection, under the same idempotency key.
 */
export function stripe(): Stripe {
  const { protocol, hostname, port } = new URL(getService('payment').endpoint());
  client ??= new Stripe(credential('STRIPE_SECRET_KEY', 'payment').reveal(), {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    timeout: getService('payment').timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return client;
}

/** One call to Stripe within its limits, with a parsed answer. Stripe's errors become ours. */
export async function ask<Schema extends z.ZodType>(
  operation: string,
  schema: Schema,
  request: () => Promise<unknown>,
  options?: { retryRead?: boolean },
): Promise<z.output<Schema>> {
  const reply = await call('payment', operation, () => request().catch(rethrow), options);
  return readReply('payment', schema, reply);
}

const itemSchema = z.looseObject({ id: z.string(), metadata: z.record(z.string(), z.unknown()).nullish() });
type Item = z.output<typeof itemSchema>;
type PageRequest = (page: { limit: number; starting_after?: string }) => Promise<unknown>;

/**
 * Every item of a list, fetched page by page as they are read.
 * @throws UnreadableReply at the first item that cannot be understood
 */
export async function* pages<Schema extends z.ZodType>(
  operation: string,
  schema: Schema,
  request: PageRequest,
): AsyncGenerator<z.output<Schema>> {
  for await (const item of items(operation, request)) yield readReply('payment', schema, item);
}

/**
 * The same for a list, of which only the `wanted` objects are parsed. The others may be odd or another application's.
 */
export async function* readablePages<Schema extends z.ZodType>(
  operation: string,
  schema: Schema,
  request: PageRequest,
  wanted: (item: Item) => boolean = () => true,
): AsyncGenerator<z.output<Schema> | UnreadableReply> {
  for await (const item of items(operation, request)) {
    if (!wanted(item)) continue;
    const parsed = schema.safeParse(item);
    yield parsed.success ? parsed.data : new UnreadableReply('payment', item, parsed.error);
  }
}

async function* items(operation: string, request: PageRequest): AsyncGenerator<Item> {
  const list = z.object({ data: z.array(itemSchema), has_more: z.boolean() });
  for (let after: string | undefined; ; ) {
    const page = { limit: PAGE, ...(after ? { starting_after: after } : {}) };
    const { data, has_more } = await ask(operation, list, () => request(page), { retryRead: true });
    yield* data;
    after = data.at(-1)?.id;
    if (!has_more || !after) return;
  }
}

/**
 * The intent of a declined charge, which Stripe answers as an error of 402 (docs.stripe.com/declines/card). Every
 * other error stays one.
 */
export function intentOfDecline(error: unknown): unknown {
  if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) return error.payment_intent;
  throw error;
}

function rethrow(error: unknown): never {
  throw error instanceof Stripe.errors.StripeError ? meaningOf(error) : error;
}
