import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SANDBOX_KEYS } from '../providers';

const KEY = SANDBOX_KEYS.INNGEST_SIGNING_KEY.replace(/^signkey-\w+-/, '');
const TOLERANCE_SECONDS = 300;

/** What the SDK sends instead of the key itself. */
export const HASHED_SIGNING_KEY = SANDBOX_KEYS.INNGEST_SIGNING_KEY.replace(
  KEY,
  createHash('sha256').update(KEY, 'hex').digest('hex'),
);

const hmac = (body: string, seconds: string) =>
  createHmac('sha256', KEY).update(body).update(seconds).digest('hex');

/** The `x-inngest-signature` of a body in canonical JSON. It has the machine's time, with which the SDK compares. */
export function sign(body: string): string {
  const seconds = String(Math.floor(Date.now() / 1000));
  return `t=${seconds}&s=${hmac(body, seconds)}`;
}

/** Whether an answer was signed by an SDK that holds the same key, within five minutes. */
export function isSigned(body: string, signature: string | null): boolean {
  const given = new URLSearchParams(signature ?? '');
  const seconds = given.get('t') ?? '';
  const expected = Buffer.from(hmac(body, seconds));
  const actual = Buffer.from(given.get('s') ?? '');
  return (
    expected.length === actual.length &&
    timingSafeEqual(expected, actual) &&
    Math.abs(Date.now() / 1000 - Number(seconds)) < TOLERANCE_SECONDS
  );
}
