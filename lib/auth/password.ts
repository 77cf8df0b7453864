import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

/** Argon2id with OWASP's parameters (cheatsheetseries.owasp.org, Password Storage): 19 MiB, two passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A new password: 8 to 128 characters of any kind. `assertStrong` judges whether it is hard to guess. */
export const newPassword = z.string().min(8).max(128);

export const hashPassword = (password: string) => hash(password.normalize('NFKC'), ARGON2);

let decoy: Promise<string> | undefined;

/** Takes the same time with and without a stored password. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const other = await decoy;
  const matches = await verify(passwordHash ?? other, password.normalize('NFKC'));
  return matches && passwordHash !== null;
}
