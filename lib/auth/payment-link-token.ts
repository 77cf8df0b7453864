import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from '@/lib/core/seal';

const BYTES = 16;

/** The secret of the link by which anybody may pay a due. It is made of the due's id, so that no row holds it. */
export function paymentLinkToken(dueId: string): string {
  const id = Buffer.from(dueId.replaceAll('-', ''), 'hex');
  const proof = Buffer.from(keyedHash('payment-link', dueId), 'hex').subarray(0, BYTES);
  return Buffer.concat([id, proof]).toString('base64url');
}

/** The due of a link, or null for a link that we did not make. */
export function readPaymentLinkToken(token: string): string | null {
  const hex = Buffer.from(token, 'base64url').subarray(0, BYTES).toString('hex');
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex);
  if (!parts) return null;
  const dueId = parts.slice(1).join('-');
  const [made, given] = [Buffer.from(paymentLinkToken(dueId)), Buffer.from(token)];
  return made.length === given.length && timingSafeEqual(made, given) ? dueId : null;
}
