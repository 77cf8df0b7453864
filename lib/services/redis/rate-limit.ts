import { Ratelimit } from '@upstash/ratelimit';
import { AppError } from '@/lib/core/errors';
import { attempt } from './cache-store';
import { redis } from './redis';

type Policy = {
  limit: number;
  windowSeconds: number;
  /** `shared` counts in Redis for all processes. `local` counts in this one and costs no round trip. */
  counted: 'shared' | 'local';
  /** What happens while Redis does not answer: count in this process, or allow everything. */
  withoutRedis: 'count_locally' | 'let_through';
};

/** How often one person, account, mailbox or address may do each thing. */
const POLICIES = {
  anonymous: { limit: 600, windowSeconds: 60, counted: 'local', withoutRedis: 'count_locally' },
  /** Share pictures, each of which takes a fifth of a second to draw. */
  pictures: { limit: 120, windowSeconds: 60, counted: 'local', withoutRedis: 'count_locally' },
  read: { limit: 300, windowSeconds: 60, counted: 'shared', withoutRedis: 'let_through' },
  write: { limit: 60, windowSeconds: 60, counted: 'shared', withoutRedis: 'count_locally' },
  staffWrite: { limit: 240, windowSeconds: 60, counted: 'shared', withoutRedis: 'count_locally' },
  ticket: { limit: 30, windowSeconds: 60, counted: 'shared', withoutRedis: 'count_locally' },
  signIn: { limit: 5, windowSeconds: 900, counted: 'shared', withoutRedis: 'count_locally' },
  failedSignIns: { limit: 20, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
  failedSignInsFrom: { limit: 50, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
  passwordChecks: { limit: 60, windowSeconds: 60, counted: 'local', withoutRedis: 'count_locally' },
  linksAsked: { limit: 3, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
  linksTo: { limit: 12, windowSeconds: 900, counted: 'shared', withoutRedis: 'count_locally' },
  mailsFrom: { limit: 50, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
  /** Requests for a new club, by address. */
  clubsAsked: { limit: 10, windowSeconds: 3_600, counted: 'shared', withoutRedis: 'count_locally' },
  /** Codes of a second factor, and repeated passwords. */
  proof: { limit: 5, windowSeconds: 900, counted: 'shared', withoutRedis: 'count_locally' },
  proofsOfDay: { limit: 60, windowSeconds: 86_400, counted: 'shared', withoutRedis: 'count_locally' },
} as const satisfies Record<string, Policy>;

export type RatePolicy = keyof typeof POLICIES;

type Window = { count: number; endsAtMs: number };

// Next loads this module once per bundle, and one process must count once.
const shared = globalThis as typeof globalThis & {
  pistaRates?: { limiters: Map<RatePolicy, Ratelimit>; windows: Map<string, Window> };
};

function rates() {
  shared.pistaRates ??= { limiters: new Map(), windows: new Map() };
  return shared.pistaRates;
}

/**
 * Counts one use of a policy by a subject: a user id, an address, an account, an account at an address.
 * @throws AppError `rate_limited` with the seconds to wait
 */
export async function limitRate(policy: RatePolicy, who: string): Promise<void> {
  const resetMs = await count(policy, who);
  if (resetMs === null) return;
  throw new AppError('rate_limited', 'Too many requests; wait a moment and try again.', {
    retryAfterSeconds: Math.max(1, Math.ceil((resetMs - Date.now()) / 1000)),
  });
}

/** Takes back one counted use that did not reach the limited act. */
export async function uncountRate(policy: RatePolicy, who: string): Promise<void> {
  if (POLICIES[policy].counted === 'shared') {
    await attempt('limit', () => sharedLimiter(policy).limit(who, { rate: -1 }));
  }
  const window = rates().windows.get(`${policy}:${who}`);
  if (window) window.count -= 1;
}

/** When the limit ends (epoch ms) for a subject that is over it, else null. */
async function count(policy: RatePolicy, who: string): Promise<number | null> {
  const { counted, withoutRedis } = POLICIES[policy];
  if (counted === 'local') return countLocally(policy, who);
  const answer = await attempt('limit', () => sharedLimiter(policy).limit(who));
  if (answer && !answer.success) return answer.reset;
  // Uses that Redis allowed count here too, so that the count goes on when Redis stops answering.
  return withoutRedis === 'let_through' ? null : countLocally(policy, who);
}

function sharedLimiter(policy: RatePolicy): Ratelimit {
  const { limiters } = rates();
  const { limit, windowSeconds } = POLICIES[policy];
  const limiter =
    limiters.get(policy) ??
    new Ratelimit({
      redis: redis(),
      limiter: Ratelimit.slidingWindow(limit, `${windowSeconds} s`),
      prefix: `rate:${policy}`,
      // Upstash's own timeout would allow the use. That of our call throws.
      timeout: 0,
      ephemeralCache: false,
    });
  limiters.set(policy, limiter);
  return limiter;
}

const MAX_WINDOWS = 50_000;

/** A fixed window in this process's memory. When it is full, the oldest entry is dropped. */
function countLocally(policy: RatePolicy, who: string): number | null {
  const { windows } = rates();
  const { limit, windowSeconds } = POLICIES[policy];
  const [key, nowMs] = [`${policy}:${who}`, Date.now()];
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
