import type { Sandbox } from '@/sandbox/start';

/** Turns one of the sandbox's Stripe switches (`sandbox/stripe/controls.ts`) and answers what it says. */
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

/** Pays an intent as a browser would; a card that Stripe declines is an outcome, not an error. */
export async function payIntent(
  sandbox: Pick<Sandbox, 'urls'>,
  intentId: string,
  how: object = {},
): Promise<void> {
  const url = `${sandbox.urls.stripe}/_control/payment_intents/${intentId}/pay`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(how) });
  if (!response.ok && response.status !== 402) throw new Error(`pay ${intentId}: ${response.status}`);
}
