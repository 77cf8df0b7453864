import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header: a timestamp and one `v1` for each secret, HMAC-SHA256 over `t.body`
 * (docs.stripe.com/webhooks#verify-manually).
 */
export function signatureHeader(body: string, secrets: readonly string[], timestampSeconds: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestampSeconds}.${body}`).digest('hex')}`,
  );
  return [`t=${timestampSeconds}`, ...signatures].join(',');
}
