import { limitRate, type RatePolicy, uncountRate } from '@/lib/services/redis/rate-limit';
import type { Asker } from './known-browser';

/**
 * Counts one try to open an account by its password. It counts before the password is checked, so that parallel tries
 * cannot exceed the limits.
 * @returns what takes the try back when the password was right
 * @throws AppError `rate_limited`
 */
export async function limitGuesses(email: string, asker: Asker): Promise<() => Promise<void>> {
  const failures: [RatePolicy, string][] =
    asker.kind === 'known'
      ? [['failedSignIns', `${email}|${asker.browser}`]]
      : [
          ['failedSignInsFrom', asker.address],
          ['failedSignIns', email],
        ];
  await limitRate('signIn', `${email}|${asker.kind === 'known' ? asker.browser : asker.address}`);
  for (const [policy, who] of failures) await limitRate(policy, who);
  return async () => {
    await Promise.all(failures.map(([policy, who]) => uncountRate(policy, who)));
  };
}
