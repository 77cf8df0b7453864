import { limitRate, type RatePolicy, uncountRate } from '@/lib/services/redis/rate-limit';
import type { Asker } from './known-browser';

/**
 * Counts one try to open what is named: an account by its address, or a passkey.
 * @returns what takes it back from the failures
 * @throws AppError `rate_limited`
 */
export async function limitGuesses(what: string, asker: Asker): Promise<() => Promise<void>> {
  const failures: [RatePolicy, string][] =
    asker.kind === 'known'
      ? [['failedSignIns', `${what}|${asker.browser}`]]
      : [
          ['failedSignInsFrom', asker.address],
          ['failedSignIns', what],
        ];
  await limitRate('signIn', `${what}|${asker.kind === 'known' ? asker.browser : asker.address}`);
  for (const [policy, who] of failures) await limitRate(policy, who);
  return async () => {
    await Promise.all(failures.map(([policy, who]) => uncountRate(policy, who)));
  };
}
