import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256 } from '@/lib/core/seal';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SHAPE = /^pista_(?:test|live)_[0-9A-Za-z]{24}_[0-9A-Za-z]{6}$/;

function base62(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 62)) text = BASE62[rest % 62] + text;
  return text;
}

/** The checksum by which secret scanners, and we without a query, recognise a key. */
const checksum = (body: string) => base62(crc32(body), 6);

/** A new key: `pista_<test|live>_` and 24 random base-62 characters (142 bits), then a CRC-32. */
export function generateApiKey(mode: 'test' | 'live'): string {
  const random = Array.from({ length: 24 }, () => BASE62[randomInt(62)]).join('');
  const body = `pista_${mode}_${random}`;
  return `${body}_${checksum(body)}`;
}

/** Whether a text has the shape and the checksum of a key. It may still be unknown or revoked. */
export function isApiKey(text: string): boolean {
  const end = text.length - 7;
  return SHAPE.test(text) && checksum(text.slice(0, end)) === text.slice(end + 1);
}

/** The stored form of a key. A fast hash is enough for a secret of this many random bits. */
export const hashApiKey = (key: string) => sha256(key);
