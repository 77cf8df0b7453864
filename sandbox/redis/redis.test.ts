import { Ratelimit } from '@upstash/ratelimit';
import { Redis } from '@upstash/redis';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import type { Running } from '../serve';
import { hasRedisServer } from './spawn-redis';
import { startRedis } from './start-redis';

const token = SANDBOX_KEYS.UPSTASH_REDIS_REST_TOKEN;
/** `retry: false` of the SDK means one repetition; only `retries: 0` means none. */
const connect = (url: string) => new Redis({ url, token, retry: { retries: 0 } });

/** The rest of a hundred seconds a moment later. */
const ABOUT_100 = expect.toSatisfy((seconds) => seconds > 50 && seconds <= 100);

const backends = hasRedisServer() ? (['server', 'memory'] as const) : (['memory'] as const);

describe.each(backends)('the %s behind the bridge', (backend) => {
  let sandbox: Running;
  let redis: Redis;

  beforeAll(async () => {
    sandbox = await startRedis({ port: 0, backend });
    redis = connect(sandbox.url);
  });
  beforeEach(() => redis.flushdb());
  afterAll(() => sandbox?.close());

  test('strings keep text, numbers, objects and anything Unicode', async () => {
    const text = 'Pádel «12:00» 🎾\r\n$3\r\n';
    await redis.mset({ text, number: 7, object: { courts: [1, 'dos'] } });
    expect(await redis.mget('text', 'number', 'object', 'none')).toEqual([
      text,
      7,
      { courts: [1, 'dos'] },
      null,
    ]);
    expect(await redis.exists('text', 'none')).toBe(1);
    expect(await redis.del('text', 'none')).toBe(1);
    expect(await redis.get('text')).toBeNull();
  });

  test('the word OK survives as a value, alone and in a list', async () => {
    await redis.set('word', 'OK');
    expect(await redis.get('word')).toBe('OK');
    expect(await redis.mget('word', 'word')).toEqual(['OK', 'OK']);
  });

  test('SET with NX takes a free key once, XX only a taken one', async () => {
    expect(await redis.set('lock', 'a', { xx: true })).toBeNull();
    expect(await redis.set('lock', 'a', { nx: true, px: 60_000 })).toBe('OK');
    expect(await redis.set('lock', 'b', { nx: true, px: 60_000 })).toBeNull();
    expect(await redis.get('lock')).toBe('a');
    expect(await redis.set('lock', 'c', { xx: true, get: true })).toBe('a');
  });

  test('a key lives as long as it was told to', async () => {
    await redis.set('short', 'x', { px: 1 });
    await expect.poll(() => redis.get('short')).toBeNull();
    expect(await redis.ttl('short')).toBe(-2);
    await redis.set('long', 'x', { ex: 100 });
    expect(await redis.ttl('long')).toEqual(ABOUT_100);
    await redis.set('long', 'y', { keepTtl: true });
    expect(await redis.pttl('long')).toBeGreaterThan(90_000);
    await redis.set('long', 'z');
    expect(await redis.ttl('long')).toBe(-1);
    expect(await redis.expire('long', 50, 'NX')).toBe(1);
    expect(await redis.expire('long', 60, 'NX')).toBe(0);
    expect(await redis.persist('long')).toBe(1);
    expect(await redis.pexpire('long', 0)).toBe(1);
    expect(await redis.exists('long')).toBe(0);
  });

  test('counters count, keep their expiry and refuse text', async () => {
    await redis.set('hits', 5, { ex: 100 });
    expect(await redis.incr('hits')).toBe(6);
    expect(await redis.incrby('hits', 4)).toBe(10);
    expect(await redis.decr('hits')).toBe(9);
    expect(await redis.ttl('hits')).toEqual(ABOUT_100);
    await redis.set('word', 'abc');
    await expect(redis.incr('word')).rejects.toThrow('ERR value is not an integer');
  });

  test('a scan finds every key that stays although those it found go meanwhile', async () => {
    await redis.mset(Object.fromEntries(Array.from({ length: 50 }, (_, id) => [`clubs:${id}`, id])));
    let found = 0;
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, { match: 'clubs:*', count: 7 });
      if (keys.length > 0) found += await redis.del(...keys);
      cursor = next;
    } while (cursor !== '0');
    expect(found).toBe(50);
  });

  test('a scan finds every key that matches and no other', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `clubs:${index}`);
    await redis.mset(Object.fromEntries([...names, 'courts:1', 'clubsX'].map((name) => [name, 1])));
    const found: string[] = [];
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, { match: 'clubs:*', count: 7 });
      found.push(...keys);
      cursor = next;
    } while (cursor !== '0');
    expect(found.toSorted()).toEqual(names.toSorted());
  });

  test('a pipeline answers each command', async () => {
    expect(await redis.pipeline().set('a', 1).incr('a').get('a').exec()).toEqual(['OK', 2, 2]);
    const kept = await redis.pipeline().set('c', 'text').incr('c').exec({ keepErrors: true });
    expect(kept[1]?.error).toContain('ERR value is not an integer');
  });

  test('scripts run, by text and by hash, and an unknown hash says NOSCRIPT', async () => {
    const release =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
    await redis.set('lock', 'mine');
    expect(await redis.eval(release, ['lock'], ['theirs'])).toBe(0);
    expect(await redis.eval(release, ['lock'], ['mine'])).toBe(1);
    await expect(redis.evalsha('0'.repeat(40), [], [])).rejects.toThrow('NOSCRIPT');

    const shebang = `#!lua flags=allow-key-locking\nreturn { 1, 2.7, 'three', false, { 'nested' } }`;
    const hash = await redis.scriptLoad(shebang);
    expect(await redis.evalsha(hash, [], [])).toEqual([1, 2, 'three', null, ['nested']]);
    expect(await redis.scriptExists(hash)).toEqual([1]);
    await redis.set('text', 'abc');
    await expect(redis.eval("return redis.call('INCR', KEYS[1])", ['text'], [])).rejects.toThrow(
      'value is not an integer',
    );
    expect(await redis.eval("return redis.pcall('INCR', KEYS[1]).err and 'caught'", ['text'], [])).toBe(
      'caught',
    );
  });

  test.each([
    ['fixedWindow', Ratelimit.fixedWindow(2, '1 h')],
    ['slidingWindow', Ratelimit.slidingWindow(2, '1 h')],
  ])('@upstash/ratelimit %s counts, refuses and resets', async (name, limiter) => {
    const limit = new Ratelimit({ redis, limiter, prefix: name, ephemeralCache: false });
    expect((await limit.limit('player')).success).toBe(true);
    expect((await limit.getRemaining('player')).remaining).toBe(1);
    expect((await limit.limit('player')).remaining).toBe(0);
    const refused = await limit.limit('player');
    expect(refused.success).toBe(false);
    expect(refused.reset).toBeGreaterThan(Date.now());
    expect((await limit.limit('another')).success).toBe(true);
    await limit.resetUsedTokens('player');
    expect((await limit.limit('player')).success).toBe(true);
  });
});

test('the clock of the map can be moved', async () => {
  const now = vi.fn(() => 1_000_000);
  const sandbox = await startRedis({ port: 0, backend: 'memory', now });
  const redis = connect(sandbox.url);
  await redis.set('a', 1, { ex: 60 });
  now.mockReturnValue(1_059_999);
  expect(await redis.get('a')).toBe(1);
  now.mockReturnValue(1_060_000);
  expect(await redis.get('a')).toBeNull();
  await sandbox.close();
});
