import { Ratelimit } from '@upstash/ratelimit';
import { AppError } from './errors';
import { log } from './log';
import { REDIS_TIMEOUT_MS, redis } from './redis';

type Policy = {
  limit: number;
  windowSeconds: number;
  /** `shared` counts in Redis for all processes; `local` never leaves this one, so it costs no round trip. */
  counted: 'shared' | 'local';
  /** What happens while Redis does not answer: count in this process alone, or let everybody through. */
  withoutRedis: 'count_locally' | 'let_through';
};

/** How often one person, key or address may do what. */
const POLICIES = {
  anonymous: { limit: 600, windowSeconds: 60, counted: 'local', withoutRedis: 'count_locally' },
  read: { limit: 300, windowSeconds: 60, counted: 'shared', withoutRedis: 'let_through' },
  write: { limit: 60, windowSeconds: 60, counted: 'shared', withoutRedis: 'count_locally' },
  signIn: { limit: 5, windowSeconds: 900, counted: 'shared', withoutRedis: 'count_locally' },
  signInAddress: { limit: 50, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
  signUp: { limit: 10, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
  magicLink: { limit: 3, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
} as const satisfies Record<string, Policy>;

export type RatePolicy = keyof typeof POLICIES;

/** After a silence Redis is left alone this long, so that its outage costs one request the timeout and not all. */
const REDIS_PAUSE_MS = 5_000;

let redisPausedUntil = 0;
const shared = new Map<RatePolicy, Ratelimit>();
const windows = new Map<string, { count: number; endsAtMs: number }>();

/**
 * Counts one use of a policy by somebody (a user id, a token id, an address, an account at an address).
 * @throws AppError `rate_limited` with the seconds to wait
 */
export async function limitRate(policy: RatePolicy, who: string): Promise<void> {
  const { counted, withoutRedis } = POLICIES[policy];
  const nowMs = Date.now();
  const answer = counted === 'shared' && nowMs >= redisPausedUntil ? await askRedis(policy, who) : null;
  if (answer === null && counted === 'shared' && withoutRedis === 'let_through') return;
  const resetMs = answer === null ? countLocally(policy, who, nowMs) : answer.resetMs;
  if (resetMs === null) return;
  throw new AppError('rate_limited', 'Too many requests; wait a moment and try again.', {
    retryAfterSeconds: Math.max(1, Math.ceil((resetMs - nowMs) / 1000)),
  });
}

/** When the caller may come again, null inside for "now"; null when Redis did not answer. */
async function askRedis(policy: RatePolicy, who: string): Promise<{ resetMs: number | null } | null> {
  try {
    const answer = await sharedLimiter(policy).limit(who);
    if (answer.reason !== 'timeout') return { resetMs: answer.success ? null : answer.reset };
    log().warn({ policy }, 'rate limiting goes on without redis: no answer in time');
  } catch (error) {
    log().warn({ policy, err: error }, 'rate limiting goes on without redis');
  }
  redisPausedUntil = Date.now() + REDIS_PAUSE_MS;
  return null;
}

function sharedLimiter(policy: RatePolicy): Ratelimit {
  const existing = shared.get(policy);
  if (existing) return existing;
  const { limit, windowSeconds } = POLICIES[policy];
  const limiter = new Ratelimit({
    redis: redis(),
    limiter: Ratelimit.slidingWindow(limit, `${windowSeconds} s`),
    prefix: `rate:${policy}`,
    timeout: REDIS_TIMEOUT_MS,
    ephemeralCache: false,
  });
  shared.set(policy, limiter);
  return limiter;
}

const MAX_WINDOWS = 50_000;

/** A fixed window in this process's memory; when it is full of other people, the oldest entry makes room. */
function countLocally(policy: RatePolicy, who: string, nowMs: number): number | null {
  const { limit, windowSeconds } = POLICIES[policy];
  const key = `${policy}:${who}`;
  const window = windows.get(key);
  if (window && window.endsAtMs > nowMs) {
    window.count += 1;
    return window.count > limit ? window.endsAtMs : null;
  }
  windows.delete(key);
  const [oldest] = windows.keys();
  if (windows.size >= MAX_WINDOWS && oldest !== undefined) windows.delete(oldest);
  windows.set(key, { count: 1, endsAtMs: nowMs + windowSeconds * 1000 });
  return null;
}
