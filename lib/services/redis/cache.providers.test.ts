import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { breakerOf, resetBreakers } from '@/lib/services/call/shared-breakers';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { cached, findCached, storeCached } from './cache';
import { deletePattern, invalidateTags } from './invalidate-cache';
import { redis, redisConnections } from './redis';
import { warmCache } from './warm-cache';

const sandbox = useSandbox({ providers: ['redis'] });

beforeEach(async () => {
  vi.useRealTimers();
  await clearFaults(sandbox());
  resetBreakers();
  await redis().flushdb();
});

/** A loader that counts how often it is asked. */
function counting<T>(value: T) {
  const load = vi.fn(async () => value);
  return load;
}

/** Only the cache's clock is moved; Redis keeps real time. */
const later = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

const text = z.string();

describe('spec: test_cache_operations', () => {
  test('a value that was kept is found', async () => {
    await storeCached('test_key', 'test_value', 300);
    expect(await findCached('test_key', text)).toBe('test_value');
  });

  test('a value whose time is over is not', async () => {
    later(0);
    await storeCached('expiring_key', 'value', 1);
    expect(await findCached('expiring_key', text)).toBe('value');
    later(1);
    expect(await findCached('expiring_key', text)).toBeNull();
  });
});

test('spec: test_cache_invalidation_patterns — the keys of a pattern go, and only they', async () => {
  await storeCached('clubs:list:page:1', ['club1', 'club2'], 3600);
  await storeCached('clubs:list:page:2', ['club3', 'club4'], 3600);
  await storeCached('clubs:detail:1', { id: 1, name: 'Club 1' }, 3600);
  await storeCached('users:profile:1', { id: 1, name: 'User 1' }, 3600);

  expect(await deletePattern('clubs:*')).toBe(3);

  expect(await findCached('clubs:list:page:1', z.unknown())).toBeNull();
  expect(await findCached('clubs:detail:1', z.unknown())).toBeNull();
  expect(await findCached('users:profile:1', z.unknown())).toEqual({ id: 1, name: 'User 1' });
});

test('a pattern of more keys than one batch holds is deleted whole', async () => {
  const pairs = Array.from({ length: 1_300 }, (_, id) => [`clubs:many:${id}`, id]);
  await redis().mset(Object.fromEntries(pairs));
  expect(await deletePattern('clubs:many:*')).toBe(1_300);
});

test('spec: test_redis_connection_pool — connections are bounded, and give up connecting within five seconds', async () => {
  expect(await redis().ping()).toBe('PONG');
  const pool = redisConnections();
  expect(pool.maxSockets).toBeGreaterThan(0);
  expect(pool.connectTimeoutMs).toBeLessThanOrEqual(5_000);

  // On a busy machine one of them may take longer than a cache may.
  await Promise.allSettled(Array.from({ length: pool.maxSockets * 3 }, () => redis().ping()));
  expect(redisConnections().open).toBeLessThanOrEqual(pool.maxSockets);
});

test('spec: test_cache_warming_job — what is popular is there before anybody asks', async () => {
  const outcome = await warmCache([
    { key: 'popular:clubs', ttlSeconds: 60, load: async () => [{ id: 1 }], warm: 'when gone' },
    { key: 'available:courts:today', ttlSeconds: 60, load: async () => [{ id: 7 }], warm: 'always' },
    { key: 'broken', ttlSeconds: 60, load: () => Promise.reject(new Error('no database')), warm: 'always' },
  ]);
  expect(outcome).toEqual({ warmed: ['popular:clubs', 'available:courts:today'], failed: ['broken'] });
  expect(await findCached('popular:clubs', z.unknown())).not.toBeNull();
  expect(await findCached('available:courts:today', z.unknown())).not.toBeNull();
});

test('what is dear to load is loaded only when it is gone, and the rest each time', async () => {
  const [dear, cheap] = [counting('dear'), counting('cheap')];
  const warm = () =>
    warmCache([
      { key: 'dear', ttlSeconds: 60, load: dear, warm: 'when gone' },
      { key: 'cheap', ttlSeconds: 60, load: cheap, warm: 'always' },
    ]);
  for (const _ of [1, 2, 3]) expect(await warm()).toEqual({ warmed: ['dear', 'cheap'], failed: [] });
  expect([dear.mock.calls.length, cheap.mock.calls.length]).toEqual([1, 3]);
});

describe('cached', () => {
  test('loads once and then reads', async () => {
    const load = counting('loaded');
    expect(await cached('key', text, 60, load)).toBe('loaded');
    expect(await cached('key', text, 60, load)).toBe('loaded');
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('200 who miss at once share one load', async () => {
    const load = counting('loaded');
    const all = await Promise.all(Array.from({ length: 200 }, () => cached('key', text, 60, load)));
    expect(new Set(all)).toEqual(new Set(['loaded']));
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('a warm answer has the same types as a cold one', async () => {
    const schema = z.object({ at: z.coerce.date() });
    const load = counting({ at: new Date('2026-11-23T10:00:00Z') });
    const cold = await cached('dated', schema, 60, load);
    const warm = await cached('dated', schema, 60, load);
    expect(load).toHaveBeenCalledTimes(1);
    expect(warm).toEqual(cold);
    expect(warm.at).toBeInstanceOf(Date);
  });

  test('while another process loads, an expired value is shown', async () => {
    await storeCached('key', 'old', 10);
    await redis().set('lock:key', 1, { px: 5_000 });
    later(11);
    const load = counting('new');
    expect(await cached('key', text, 60, load)).toBe('old');
    expect(load).not.toHaveBeenCalled();
  });

  test('while another process loads for the first time, its value is waited for', async () => {
    await redis().set('lock:key', 1, { px: 5_000 });
    const load = counting('mine');
    const waiting = cached('key', text, 60, load);
    await storeCached('key', 'theirs', 60);
    expect(await waiting).toBe('theirs');
    expect(load).not.toHaveBeenCalled();
  });

  test('a process that died while loading holds nobody up for long', async () => {
    await redis().set('lock:key', 1, { px: 200 });
    expect(await cached('key', text, 60, counting('loaded'))).toBe('loaded');
  });

  test('nothing is remembered too, but not for long', async () => {
    const load = counting(null);
    const schema = text.nullable();
    await cached('key', schema, 3600, load);
    expect(await cached('key', schema, 3600, load)).toBeNull();
    expect(load).toHaveBeenCalledTimes(1);
    later(11);
    await cached('key', schema, 3600, load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('an error of the loader is the caller’s, and is not remembered', async () => {
    const load = vi.fn(() => Promise.reject(new Error('no database')));
    await expect(cached('key', text, 60, load)).rejects.toThrow('no database');
    expect(await cached('key', text, 60, counting('loaded'))).toBe('loaded');
  });

  test.each([
    ['garbage', '{"half a'],
    ['another shape', { value: 7, freshUntilMs: Date.now() + 60_000, tags: {} }],
  ])('%s under the key is a miss and is replaced', async (_, garbage) => {
    await redis().set('key', garbage);
    expect(await cached('key', text, 60, counting('loaded'))).toBe('loaded');
    expect(await findCached('key', text)).toBe('loaded');
  });
});

describe('tags', () => {
  const tags = ['club:1'];

  test('a change makes every value made of it unreadable before it is answered', async () => {
    await cached('clubs:1:page', text, 60, counting('old'), { tags });
    await cached('clubs:2:page', text, 60, counting('other'), { tags: ['club:2'] });
    expect(await invalidateTags('club:1')).toBe(true);
    expect(await cached('clubs:1:page', text, 60, counting('new'), { tags })).toBe('new');
    expect(await findCached('clubs:2:page', text, { tags: ['club:2'] })).toBe('other');
  });

  test('a value that was being loaded during the change is not read after it', async () => {
    let finish = (_: string) => {};
    const load = vi.fn(() => new Promise<string>((resolve) => (finish = resolve)));
    const loading = cached('key', text, 60, load, { tags });
    await expect.poll(() => load.mock.calls).toHaveLength(1);
    await invalidateTags('club:1');
    const after = cached('key', text, 60, counting('new'), { tags });
    finish('old');
    expect(await loading).toBe('old');
    expect(await after).toBe('new');
    expect(await cached('key', text, 60, counting('unused'), { tags })).toBe('new');
  });

  test('a tag that Redis lost makes its values unreadable, never old ones readable', async () => {
    await cached('key', text, 60, counting('old'), { tags });
    await redis().del('tag:club:1');
    expect(await findCached('key', text, { tags })).toBeNull();
  });
});

describe('a cache that is down', () => {
  test.each(['refuse', 'hang', 'status'] as const)('is a miss, never an error (%s)', async (mode) => {
    await addFault(sandbox(), 'redis', { mode });
    expect(await cached('key', text, 60, counting('loaded'))).toBe('loaded');
    expect(await findCached('key', text)).toBeNull();
    expect(await storeCached('key', 'value', 60)).toBe(false);
    expect(await invalidateTags('club:1')).toBe(false);
  });

  test('still loads once for all who ask at once', async () => {
    await addFault(sandbox(), 'redis', { mode: 'refuse' });
    let finish = (_: string) => {};
    const load = vi.fn(() => new Promise<string>((resolve) => (finish = resolve)));
    const all = Array.from({ length: 50 }, () => cached('key', text, 60, load));
    await expect.poll(() => breakerOf('cache').load.inUse).toBe(0);
    finish('loaded');
    await Promise.all(all);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('fails a deletion aloud: what was asked was not done', async () => {
    await addFault(sandbox(), 'redis', { mode: 'refuse' });
    await expect(deletePattern('clubs:*')).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  test('is used again by itself when it is back', async () => {
    await fetch(`${sandbox().urls.redis}/_control/kill`, { method: 'POST' });
    await cached('key', text, 60, counting('loaded'));
    await fetch(`${sandbox().urls.redis}/_control/start`, { method: 'POST' });
    const kept = async () => {
      await cached('key', text, 60, counting('loaded'));
      return findCached('key', text);
    };
    await expect.poll(kept).toBe('loaded');
  });
});
