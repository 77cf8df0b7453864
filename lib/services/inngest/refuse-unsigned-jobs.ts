import { EnvError, isLiveKey } from '@/lib/core/env';

/**
 * In development mode Inngest's SDK accepts unsigned calls from anybody.
 * @throws EnvError in production and beside a live key
 */
export function refuseUnsignedJobs({ INNGEST_DEV, NODE_ENV, STRIPE_SECRET_KEY }: NodeJS.ProcessEnv): void {
  const unsigned = !['', '0', 'false'].includes(INNGEST_DEV ?? '');
  if (unsigned && (NODE_ENV === 'production' || isLiveKey(STRIPE_SECRET_KEY ?? ''))) {
    throw new EnvError('INNGEST_DEV is refused in production and beside a live STRIPE_SECRET_KEY');
  }
}
