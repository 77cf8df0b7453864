import { Ratelimit } from '@upstash/ratelimit';
import { Redis } from '@upstash/redis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import type { Running } from '../serve';
import { hasRedisServer } from './spawn-redis';
import { startRedis } from './start-redis';

const token = SANDBOX_KEYS.UPSTASH_REDIS_REST_TOKEN;
/** `retry: false` of the SDK means one repetition; only `retries: 0` means none. */
const connect = (url: string, retries = 0) => new Redis({ url, token, retry: { retries } });

const backends = hasRedisServer() ? (['server', 'memory'] as const) : (['memory'] as const);

describe.each(backends)('the bridge before the %s', (backend) => {
  let sandbox: Running;
  let redis: Redis;

  beforeAll(async () => {
    sandbox = await startRedis({ port: 0, backend });
    redis = connect(sandbox.url);
  });
  beforeEach(() => redis.flushdb());
  afterAll(() => sandbox?.close());

  const control = (action: string) => fetch(`${sandbox.url}/_control/${action}`, { method: 'POST' });

  test('commands that would change the line for everyone are refused', async () => {
    const response = await fetch(sandbox.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: '["SELECT", 1]',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: "ERR Command is not available: 'SELECT'" });
  });

  test('while Redis is down every command fails, and once it is back it starts empty', async () => {
    await redis.set('before', 1);
    const limit = new Ratelimit({ redis, limiter: Ratelimit.fixedWindow(1, '1 h'), ephemeralCache: false });
    await limit.limit('player');
    await control('kill');
    await expect(redis.get('before')).rejects.toThrow('Redis cannot be reached');
    await control('start');
    expect(await redis.get('before')).toBeNull();
    expect((await limit.limit('player')).success).toBe(true);
  });

  test('a wrong token is refused', async () => {
    const stranger = new Redis({ url: sandbox.url, token: 'wrong' });
    await expect(stranger.get('a')).rejects.toThrow('WRONGPASS');
  });

  test('the sync token comes back', async () => {
    const response = await fetch(sandbox.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'upstash-sync-token': 'abc' },
      body: '["PING"]',
    });
    expect(response.headers.get('upstash-sync-token')).toBe('abc');
    expect(await response.json()).toEqual({ result: 'PONG' });
  });

  describe('faults', () => {
    beforeEach(() => sandbox.faults.clear());
    afterAll(() => sandbox?.faults.clear());
    const fault = (body: object) =>
      fetch(`${sandbox.url}/_faults`, { method: 'POST', body: JSON.stringify({ times: 1, ...body }) });

    test('a status reaches the client as an error of Redis', async () => {
      await fault({ mode: 'status', status: 500 });
      await expect(redis.get('a')).rejects.toThrow('ERR the sandbox was told to fail');
      await fault({ mode: 'status', status: 429, retry_after: 2 });
      await expect(redis.get('a')).rejects.toThrow('ERR');
      expect(await redis.get('a')).toBeNull();
    });

    test('a refused line leaves nothing done, and a client that retries gets through', async () => {
      await fault({ mode: 'refuse' });
      await expect(redis.incr('n')).rejects.toThrow();
      expect(await redis.get('n')).toBeNull();
      await fault({ mode: 'refuse' });
      expect(await connect(sandbox.url, 1).incr('n')).toBe(1);
    });

    test('a cut line leaves the work done', async () => {
      await fault({ mode: 'cut' });
      await expect(redis.incr('cut')).rejects.toThrow();
      expect(await redis.get('cut')).toBe(1);
    });

    test('a hang lasts until the client gives up, a delay only delays', async () => {
      await fault({ mode: 'hang' });
      const impatient = new Redis({
        url: sandbox.url,
        token,
        retry: false,
        signal: () => AbortSignal.timeout(50),
      });
      await expect(impatient.get('a')).rejects.toThrow();
      sandbox.faults.clear();
      await fault({ mode: 'delay', delay_ms: 20 });
      expect(await redis.set('a', 1)).toBe('OK');
    });
  });
});
