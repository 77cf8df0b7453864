import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from '@/lib/core/seal';

/**
 * What a link is for: to open a booking without an account, to pay a due or all of a booking, to join a game, to answer for one seat of it, or
 * to refuse such mails. A token of one opens nothing of another.
 */
type Purpose = 'booking' | 'payment-link' | 'payment-of-all' | 'game' | 'decline-game' | 'mail-choice';

const BYTES = 16;

/** The secret part of a link by which anybody may do one thing with a row. It is made of the id, so no row holds it. */
export function signedToken(purpose: Purpose, rowId: string): string {
  const id = Buffer.from(rowId.replaceAll('-', ''), 'hex');
  const proof = Buffer.from(keyedHash(purpose, rowId), 'hex').subarray(0, BYTES);
  return Buffer.concat([id, proof]).toString('base64url');
}

/** The id of a token that we made for this purpose, else null. */
export function readSignedToken(purpose: Purpose, token: string): string | null {
  const hex = Buffer.from(token, 'base64url').subarray(0, BYTES).toString('hex');
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex);
  if (!parts) return null;
  const rowId = parts.slice(1).join('-');
  const [made, given] = [Buffer.from(signedToken(purpose, rowId)), Buffer.from(token)];
  return made.length === given.length && timingSafeEqual(made, given) ? rowId : null;
}
