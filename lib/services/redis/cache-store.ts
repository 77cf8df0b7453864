import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { log } from '@/lib/core/log';
import { call } from '@/lib/services/call/call';
import { ProviderOutage } from '@/lib/services/call/provider-errors';
import { isRedisUnreachable, redis } from './redis';

/** How long an expired value may be shown while one caller loads it anew. */
const STALE_SECONDS = 60;
/** The longest time that an absent value is believed, since it may be created at any moment. */
const NOTHING_SECONDS = 10;
/** The longest time that a loading process holds the others up. A slower load may run twice. */
export const LOCK_MS = 5_000;

/** The version of each tag when a value was loaded. The value counts only while they are unchanged. */
export type Versions = Record<string, string>;

/** The stored `value` of a key, and `data` as the schema parses it. */
export type Found<Data> =
  | { state: 'fresh' | 'stale'; value: unknown; data: Data }
  | { state: 'missing'; versions: Versions }
  | { state: 'cache_down' };

const entrySchema = z.object({
  value: z.unknown(),
  freshUntilMs: z.number(),
  tags: z.record(z.string(), z.string()),
});

/**
 * Runs one Redis command within its limits.
 * @throws AppError service_unavailable when Redis is down or slow
 */
export const command = <T>(
  operation: string,
  run: () => Promise<T>,
  options?: { retryRead?: boolean },
): Promise<T> =>
  call(
    'cache',
    operation,
    () =>
      run().catch((cause: unknown) => {
        if (!isRedisUnreachable(cause)) throw cause;
        throw new ProviderOutage(cause.message, { cause, refusesKey: cause.refusesKey });
      }),
    options,
  );

/** Runs one Redis command, and answers undefined when it failed. */
export async function attempt<T>(operation: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await command(operation, run);
  } catch (error) {
    log().debug({ err: error, operation }, 'going on without the cache');
    return undefined;
  }
}

/** Reads a key and the versions of its tags in one round trip. What cannot be parsed counts as missing. */
export async function find<Schema extends z.ZodType>(
  key: string,
  schema: Schema,
  tags: readonly string[],
): Promise<Found<z.output<Schema>>> {
  const reply = await attempt('get', () => redis().mget<unknown[]>(key, ...tags.map(tagKey)));
  if (!reply) return { state: 'cache_down' };
  const [kept, ...seen] = reply;
  const versions = Object.fromEntries(tags.map((tag, index) => [tag, String(seen[index] ?? '')]));
  const entry = entrySchema.safeParse(kept).data;
  if (!entry || tags.some((tag) => !versions[tag] || versions[tag] !== entry.tags[tag])) {
    return { state: 'missing', versions };
  }
  const parsed = schema.safeParse(entry.value);
  if (!parsed.success) return { state: 'missing', versions };
  const state = entry.freshUntilMs > Date.now() ? 'fresh' : 'stale';
  return { state, value: entry.value, data: parsed.data };
}

/** Gives every tag without a version one, so that a lost tag differs from an unchanged one. */
export async function claimVersions(tags: readonly string[], known: Versions): Promise<Versions> {
  if (tags.every((tag) => known[tag])) return known;
  const replies = await attempt('claim_tags', () => {
    const pipeline = redis().pipeline();
    for (const tag of tags) pipeline.set(tagKey(tag), newVersion(), { nx: true });
    return pipeline.mget<unknown[]>(...tags.map(tagKey)).exec<unknown[]>();
  });
  const versions = z.array(z.unknown()).safeParse(replies?.at(-1)).data ?? [];
  return Object.fromEntries(tags.map((tag, index) => [tag, String(versions[index] ?? '')]));
}

/**
 * Stores a value, a null for ten seconds at most.
 * @returns whether Redis took it
 */
export async function store(
  key: string,
  value: unknown,
  ttlSeconds: number,
  versions: Versions,
): Promise<boolean> {
  const freshSeconds = value === null ? Math.min(ttlSeconds, NOTHING_SECONDS) : ttlSeconds;
  const entry = { value, freshUntilMs: Date.now() + freshSeconds * 1000, tags: versions };
  const px = (freshSeconds + STALE_SECONDS) * 1000;
  return (await attempt('set', () => redis().set(key, entry, { px }))) !== undefined;
}

/** Whether this process may load the value. Without an answer of Redis it may. */
export async function lock(key: string): Promise<boolean> {
  const granted = await attempt('lock', () => redis().set(lockKey(key), 1, { nx: true, px: LOCK_MS }));
  return granted !== null;
}

export async function unlock(key: string): Promise<void> {
  await attempt('unlock', () => redis().del(lockKey(key)));
}

export const newVersion = (): string => `v${randomUUID()}`;
export const tagKey = (tag: string): string => `tag:${tag}`;
const lockKey = (key: string) => `lock:${key}`;
