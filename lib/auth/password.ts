import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { COMMON_PASSWORDS } from './common-passwords';

/** Argon2id with OWASP's parameters (cheatsheetseries.owasp.org, Password Storage): 19 MiB, two passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password somebody chooses: 8 to 128 characters, any of them, but none that every attacker tries first. */
export const newPassword = z
  .string()
  .min(8)
  .max(128)
  .refine((password) => !COMMON_PASSWORDS.has(password.toLowerCase()) && new Set(password).size > 2, {
    error: 'too_common',
  });

export const hashPassword = (password: string) => hash(password.normalize('NFKC'), ARGON2);

let decoy: Promise<string> | undefined;

/** Takes the same time whether or not there is a password to compare with. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'));
  return matches && passwordHash !== null;
}
