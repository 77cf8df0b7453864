import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { env } from './env';

const key = (purpose: string, secret: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `pista:${purpose}`, 32));

/** Encrypts a secret for a database column, by AES-256-GCM under a key for each purpose. */
export function seal(purpose: string, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key(purpose, env().NEXTAUTH_SECRET), nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Opens a sealed value. Throws when it was sealed for another purpose or key, or was changed. */
export function unseal(purpose: string, sealed: string, secret = env().NEXTAUTH_SECRET): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key(purpose, secret), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** A keyed hash: equal for equal values, and not reversible without our secret even where few values are possible. */
export const keyedHash = (purpose: string, value: string): string =>
  createHmac('sha256', hashKey(purpose)).update(value).digest('hex');

/** By their purposes, which are few. To derive one takes longer than the hash itself. */
const hashKeys = new Map<string, Buffer>();

function hashKey(purpose: string): Buffer {
  const made = hashKeys.get(purpose) ?? key(purpose, env().NEXTAUTH_SECRET);
  hashKeys.set(purpose, made);
  return made;
}

/** The purpose under which the address of an erased account is sealed for its last mail. */
export const LAST_ADDRESS = 'last-address';

export const sha256 = (value: string) => createHash('sha256').update(value).digest('hex');
