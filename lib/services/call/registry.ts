import { env } from '@/lib/core/env';

/** One outside service, and how much of its failing Pista tolerates. */
export type Service = {
  provider: string;
  /** Where it is reached. Only this address tells the sandbox from the real provider. */
  endpoint: () => string;
  /** The version of its API that Pista is written against. */
  version: string;
  /** Whether Pista stops without it, or goes on with less. */
  tier: 'needed' | 'degraded';
  /** The longest one attempt may take. */
  timeoutMs: number;
  /** Opens after this many outages in a row. After `recoveryMs` one call may test the service. */
  breaker: { failures: number; recoveryMs: number };
  /** Parallel calls of this process, and how many more may wait. */
  bulkhead: { limit: number; queue: number };
  /** A service with a higher p95 over the last minute is called degraded. */
  slowMs: number;
};

export const SERVICE_NAMES = [
  'database',
  'cache',
  'payment',
  'email',
  'sms',
  'jobs',
  'directory',
  'storage',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

const services: Readonly<Record<ServiceName, Service>> = {
  // PostgreSQL itself stops a statement after 5 s; this timeout is for a lost connection, and must not abandon a
  // job's long transaction. Calls that wait for a connection wait in this queue.
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
  // A cache miss is cheaper than waiting, so a call may take 300 ms by default and the breaker opens after five.
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
  // Creating an intent takes Stripe one to two seconds on a bad day. Ten means that it will not come.
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
  // Jobs send mail and come back by themselves, so the breaker may wait long.
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
  // Twilio has no idempotency key, so a timeout may mean a sent text. It gets more time than mail.
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
  // The sweep finds a row within a minute, so nobody waits long for the job engine.
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
  // A job reads the list of clubs once in a while, one page after the other.
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
  // A page shows a dozen pictures at once. Who uploads one waits for three files.
  storage: {
    provider: 's3',
    endpoint: () => env().STORAGE_URL,
    version: '2006-03-01',
    tier: 'degraded',
    timeoutMs: 10_000,
    breaker: { failures: 5, recoveryMs: 10_000 },
    bulkhead: { limit: 50, queue: 200 },
    slowMs: 1_000,
  },
};

/** Every service Pista calls, by name. */
export const listServices = (): Readonly<Record<ServiceName, Service>> => services;

/** One service. An unknown name does not compile. */
export const getService = (name: ServiceName): Service => services[name];

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
