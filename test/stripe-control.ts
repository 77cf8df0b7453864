import { z } from 'zod';
import type { Sandbox } from '@/sandbox/start';

/** Uses one of the sandbox's Stripe controls (`sandbox/stripe/controls.ts`) and returns its answer. */
export async function stripeControl(
  sandbox: Pick<Sandbox, 'urls'>,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${sandbox.urls.stripe}/_control/${path}`, {
    method: body === undefined && path === 'state' ? 'GET' : 'POST',
    body: body === undefined && path === 'state' ? null : JSON.stringify(body ?? {}),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Pays an intent as a browser would. A declined card is a result and no error. */
export async function payIntent(
  sandbox: Pick<Sandbox, 'urls'>,
  intentId: string,
  how: object = {},
): Promise<void> {
  const url = `${sandbox.urls.stripe}/_control/payment_intents/${intentId}/pay`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(how) });
  if (!response.ok && response.status !== 402) throw new Error(`pay ${intentId}: ${response.status}`);
}

const stateSchema = z.object({
  refunds: z.array(
    z.object({
      id: z.string(),
      payment_intent: z.string(),
      amount: z.number(),
      reason: z.string().nullable(),
      status: z.string(),
    }),
  ),
});

/** The refunds that Stripe has of an intent, oldest first. */
export async function refundsAtStripe(sandbox: Pick<Sandbox, 'urls'>, intentId: string) {
  const { refunds } = stateSchema.parse(await stripeControl(sandbox, 'state'));
  return refunds.filter((refund) => refund.payment_intent === intentId);
}
