import { errors, Redis, type Requester } from '@upstash/redis';
import { Pool } from 'undici';
import { z } from 'zod';
import { env } from '@/lib/core/env';

const MAX_SOCKETS = 16;
const CONNECT_TIMEOUT_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;

/** Redis did not answer: no connection, too slow, a 5xx, or a reply that is not Upstash's. */
export class RedisUnreachable extends Error {
  override name = 'RedisUnreachable';
  /** It answered, and does not know our token. */
  readonly refusesKey: boolean;

  constructor(message: string, options: { cause?: unknown; refusesKey?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.refusesKey = options.refusesKey ?? false;
  }
}

/**
 * Compared by name, because Next loads this class once per bundle and the connection is shared by the whole process.
 */
export const isRedisUnreachable = (error: unknown): error is RedisUnreachable =>
  error instanceof Error && error.name === 'RedisUnreachable';

export type RedisConnections = {
  maxSockets: number;
  connectTimeoutMs: number;
  open: number;
  free: number;
  inUse: number;
  waiting: number;
};

// Next loads this module once per bundle, and one process must have one pool.
const shared = globalThis as typeof globalThis & { pistaRedis?: { pool: Pool; redis: Redis } };

function connection(): { pool: Pool; redis: Redis } {
  shared.pistaRedis ??= connect();
  return shared.pistaRedis;
}

function connect(): { pool: Pool; redis: Redis } {
  const pool = new Pool(new URL(env().UPSTASH_REDIS_REST_URL).origin, {
    connections: MAX_SOCKETS,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });
  return { pool, redis: new Redis(overPool(pool)) };
}

/**
 * The Upstash client of this process, over a bounded number of keep-alive connections, without retries. Its calls
 * throw RedisUnreachable when Redis is down or slow, UpstashError when it refuses a command.
 */
export const redis = (): Redis => connection().redis;

/** The connections to Redis, open and allowed, and the requests that wait for one. */
export function redisConnections(): RedisConnections {
  const { connected, free, running, queued, pending } = connection().pool.stats;
  return {
    maxSockets: MAX_SOCKETS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    open: connected,
    free,
    inUse: running,
    waiting: queued + pending,
  };
}

/** Closes the connections. The next command opens new ones. */
export async function closeRedis(): Promise<void> {
  const open = shared.pistaRedis;
  delete shared.pistaRedis;
  await open?.pool.destroy();
}

const refusal = z.looseObject({ error: z.string() });

/** Upstash's REST protocol (upstash.com/docs/redis/features/restapi): a command is a JSON array in a POST. */
function overPool(pool: Pool): Requester {
  return {
    request: async ({ path = [], body, headers = {} }) => {
      const { status, text } = await post(pool, `/${path.join('/')}`, JSON.stringify(body), headers);
      const reply = parseJson(text);
      if (status === 200) return reply;
      const refused = refusal.safeParse(reply);
      if (status === 400 && refused.success) throw new errors.UpstashError(refused.data.error);
      throw new RedisUnreachable(`Redis answered ${status}.`, { refusesKey: status === 401 });
    },
  };
}

async function post(pool: Pool, path: string, body: string, headers: Record<string, string>) {
  try {
    const response = await pool.request({
      method: 'POST',
      path,
      body,
      headers: {
        ...headers,
        'content-type': 'application/json',
        authorization: `Bearer ${env().UPSTASH_REDIS_REST_TOKEN}`,
      },
      signal: AbortSignal.timeout(env().REDIS_TIMEOUT_MS),
    });
    return { status: response.statusCode, text: await response.body.text() };
  } catch (cause) {
    throw new RedisUnreachable('Redis did not answer.', { cause });
  }
}

function parseJson(text: string) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RedisUnreachable('Redis answered something that is not JSON.', { cause });
  }
}
