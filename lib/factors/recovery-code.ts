import { randomInt } from 'node:crypto';
import { sha256 } from '@/lib/core/seal';

export const RECOVERY_CODES = 10;

/** Without letters that are taken for digits or for each other. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;
const SHAPE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** A new code of 79 random bits, in groups of four: `k7mp-…`. */
export function newRecoveryCode(): string {
  const random = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return random.replace(/.{4}(?=.)/g, '$&-');
}

/** A typed code without spaces, hyphens and capitals. Null when it has not the shape of a code. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed.replace(/[\s-]/g, '').toLowerCase();
  return SHAPE.test(code) ? code : null;
}

/** The stored form of a code. A fast hash is enough for a secret of this many random bits. */
export const hashRecoveryCode = (userId: string, code: string): string =>
  sha256(`${userId}:${readRecoveryCode(code)}`);
