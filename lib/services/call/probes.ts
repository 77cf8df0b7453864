import { sql } from '@/db';
import { assertDatabase } from '@/db/assert-database';
import { command } from '@/lib/services/redis/cache-store';
import { redis } from '@/lib/services/redis/redis';
import { pingResend } from '@/lib/services/resend/resend';
import { pingStripe } from '@/lib/services/stripe/stripe';
import { pingTwilio } from '@/lib/services/twilio/twilio';
import { call } from './call';
import type { CheckedService } from './checked-services';
import { ProviderOutage } from './provider-errors';
import { getService } from './registry';

const TWICE = { retryRead: true };

/**
 * The cheapest call that proves a service usable: connection, key, and for the database its constraints. Each may
 * repeat once, so that one lost packet is no outage.
 */
export const probes: Readonly<Record<CheckedService, () => Promise<unknown>>> = {
  database: () => assertDatabase(sql()),
  cache: () => command('ping', () => redis().ping(), TWICE),
  payment: pingStripe,
  email: pingResend,
  sms: pingTwilio,
  jobs: probeJobs,
};

/** Any answer but a 5xx or a 429 shows that the job engine works. It has no cheap call that also proves the key. */
function probeJobs(): Promise<void> {
  return call(
    'jobs',
    'ping',
    async (signal) => {
      const response = await reach(getService('jobs').endpoint(), signal);
      await response.body?.cancel();
      const { status } = response;
      if (status >= 500 || status === 429) throw new ProviderOutage(`Inngest answered ${status}.`);
    },
    TWICE,
  );
}

async function reach(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, redirect: 'manual', cache: 'no-store' });
  } catch (cause) {
    throw new ProviderOutage('Inngest could not be reached.', { cause });
  }
}
