import { limitRate, type RatePolicy, uncountRate } from '@/lib/services/redis/rate-limit';
import type { Asker } from './known-browser';

/** The newest result of the job or of a run by hand. */
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
