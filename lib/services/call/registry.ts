import { env } from '@/lib/core/env';

/** What one outside service is, and how much of its failing Pista puts up with. */
export type Service = {
  provider: string;
  /** Where it is reached now; the sandbox is told apart from the real thing by nothing else. */
  endpoint: () => string;
  /** The version of its API that Pista is written against. */
  version: string;
  /** Whether Pista stops without it, or goes on with something missing. */
  tier: 'needed' | 'degraded';
  /** The longest one attempt may take. */
  timeoutMs: number;
  /** Opens after this many outages in a row; lets one call through to look again after `recoveryMs`. */
  breaker: { failures: number; recoveryMs: number };
  /** Calls at once from this process, and how many more may wait for their turn. */
  bulkhead: { limit: number; queue: number };
  /** Above this p95 over the last minute a service that answers is called degraded. */
  slowMs: number;
};

export const SERVICE_NAMES = ['database', 'cache', 'payment', 'email', 'sms', 'jobs', 'directory'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

const services: Readonly<Record<ServiceName, Service>> = {
  // PostgreSQL keeps the time of a statement itself (5 s); the timeout here is for a line that died without a word,
  // and must not abandon a job's transaction of many statements. Who waits for a connection waits in this queue.
  database: {
    provider: 'postgresql',
    endpoint: () => withoutPassword(env().DATABASE_URL),
    version: '15+',
    tier: 'needed',
    timeoutMs: 60_000,
    breaker: { failures: 5, recoveryMs: 1_000 },
    get bulkhead() {
      return { limit: env().DATABASE_POOL, queue: 500 };
    },
    slowMs: 200,
  },
  // A miss costs less than waiting: this long (300 ms unless told) a page may lose to a sick cache, and 5 times.
  cache: {
    provider: 'upstash',
    endpoint: () => env().UPSTASH_REDIS_REST_URL,
    version: 'rest-v1',
    tier: 'degraded',
    get timeoutMs() {
      return env().REDIS_TIMEOUT_MS;
    },
    breaker: { failures: 5, recoveryMs: 2_000 },
    bulkhead: { limit: 200, queue: 200 },
    slowMs: 100,
  },
  // Creating an intent takes Stripe one to two seconds on a bad day; ten means it will not come.
  payment: {
    provider: 'stripe',
    endpoint: () => env().STRIPE_API_BASE_URL ?? 'https://api.stripe.com',
    version: '2026-10-28.endive',
    tier: 'degraded',
    timeoutMs: 10_000,
    breaker: { failures: 5, recoveryMs: 10_000 },
    bulkhead: { limit: 25, queue: 25 },
    slowMs: 3_000,
  },
  // Mail is sent by jobs that come back by themselves, so the breaker may wait long before it looks again.
  email: {
    provider: 'resend',
    endpoint: () => env().RESEND_BASE_URL ?? 'https://api.resend.com',
    version: 'v1',
    tier: 'degraded',
    timeoutMs: 5_000,
    breaker: { failures: 5, recoveryMs: 15_000 },
    bulkhead: { limit: 10, queue: 50 },
    slowMs: 2_000,
  },
  // Twilio has no idempotency key, so a timeout means "perhaps sent": it is given longer than the mail.
  sms: {
    provider: 'twilio',
    endpoint: () => env().TWILIO_API_BASE_URL ?? 'https://api.twilio.com',
    version: '2010-04-01',
    tier: 'degraded',
    timeoutMs: 10_000,
    breaker: { failures: 5, recoveryMs: 15_000 },
    bulkhead: { limit: 10, queue: 50 },
    slowMs: 2_000,
  },
  // A nudge is worth little: the sweep finds the row within a minute, so nobody waits long for the job engine.
  jobs: {
    provider: 'inngest',
    endpoint: () => env().INNGEST_BASE_URL ?? 'https://api.inngest.com',
    version: 'v1',
    tier: 'degraded',
    timeoutMs: 2_000,
    breaker: { failures: 5, recoveryMs: 5_000 },
    bulkhead: { limit: 50, queue: 100 },
    slowMs: 1_000,
  },
  // A list of clubs is read once in a while by a job, one page after the other.
  directory: {
    provider: 'club-directory',
    endpoint: () => env().CLUB_DIRECTORY_URL ?? '',
    version: 'v1',
    tier: 'degraded',
    timeoutMs: 5_000,
    breaker: { failures: 3, recoveryMs: 20_000 },
    bulkhead: { limit: 2, queue: 20 },
    slowMs: 2_000,
  },
};

/** Every service Pista calls, by name. */
export const listServices = (): Readonly<Record<ServiceName, Service>> => services;

/** One service; a name that is not in the table does not compile. */
export const getService = (name: ServiceName): Service => services[name];

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
