import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import type { Sandbox } from '@/sandbox/start';
import { signatureHeader } from '@/sandbox/stripe/sign';
import { stripeControl } from './stripe-control';

const eventSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  data: z.looseObject({
    object: z.looseObject({ id: z.string(), payment_intent: z.string().nullish() }),
  }),
});
export type StripeEvent = z.output<typeof eventSchema>;

/** The events of the sandbox's Stripe about an intent, oldest first. */
export async function listStripeEvents(sandbox: Sandbox, intentId: string): Promise<StripeEvent[]> {
  const { events } = z.object({ events: z.array(eventSchema) }).parse(await stripeControl(sandbox, 'state'));
  return events.filter(
    ({ data: { object } }) => object.id === intentId || object.payment_intent === intentId,
  );
}

/** The one event of a type about an intent. */
export async function stripeEvent(sandbox: Sandbox, intentId: string, type: string): Promise<StripeEvent> {
  const found = (await listStripeEvents(sandbox, intentId)).find((event) => event.type === type);
  if (!found) throw new Error(`there is no ${type} about ${intentId}`);
  return found;
}

type Signing = { secrets?: readonly string[]; ageSeconds?: number };

export const signedEvent = (event: object, how?: Signing) => signedText(JSON.stringify(event), how);

/** Any body, signed as Stripe signs an event. */
export function signedText(body: string, { secrets, ageSeconds = 0 }: Signing = {}) {
  const at = Math.floor(Date.now() / 1000) - ageSeconds;
  return { body, signature: signatureHeader(body, secrets ?? [SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET], at) };
}

/** Sends a webhook to the app at that origin. */
export async function postWebhook(
  origin: string,
  { body, signature }: { body: string; signature: string | null },
): Promise<number> {
  const response = await fetch(`${origin}/api/v1/payments/stripe-webhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature !== null && { 'stripe-signature': signature }),
    },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

export const storedEvents = (eventId: string) =>
  db().select().from(webhookEvents).where(eq(webhookEvents.eventId, eventId));
