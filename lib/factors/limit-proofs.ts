import { limitRate } from '@/lib/services/redis/rate-limit';

/**
 * Counts one try to prove an identity, by a code or by the password.
 * @throws AppError `rate_limited`
 */
export async function limitProofs(userId: string): Promise<void> {
  await limitRate('proof', userId);
  await limitRate('proofsOfDay', userId);
}
