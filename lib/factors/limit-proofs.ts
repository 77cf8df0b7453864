import { limitRate } from '@/lib/services/redis/rate-limit';

/** Counts a try to prove who somebody is, by a code or by the password given anew. @throws AppError `rate_limited` */
export async function limitProofs(userId: string): Promise<void> {
  await limitRate('proof', userId);
  await limitRate('proofsOfDay', userId);
}
