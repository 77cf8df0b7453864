import type { z } from 'zod';
import { claimVersions, type Found, find, LOCK_MS, lock, store, unlock } from './cache-store';

export type CacheOptions = {
  /** The tags of the value. `invalidateTags` of any of them makes it unreadable at once, everywhere. */
  tags?: readonly string[];
};

const POLL_MS = 50;

const inFlight = new Map<string, Promise<unknown>>();
let generation = 0;

/** Keeps new callers from joining a load that began before now, since it may read outdated rows. */
export function forgetFlights(): void {
  generation += 1;
}

/**
 * The value under `key`, loaded when it is missing, and parsed by `schema` in either case. One caller loads for all,
 * in this process and others; null is cached for ten seconds, and a cache that is down counts as a miss.
 * @throws what `load` throws
 */
export async function cached<Schema extends z.ZodType>(
  key: string,
  schema: Schema,
  ttlSeconds: number,
  load: () => Promise<z.input<Schema>>,
  { tags = [] }: CacheOptions = {},
): Promise<z.output<Schema>> {
  const seek = () => find(key, schema, tags);
  const found = await seek();
  if (found.state === 'fresh') return found.data;
  const value = await shareFlight(key, found, () => refill(key, found, seek, ttlSeconds, load, tags));
  return schema.parse(value);
}

function shareFlight(key: string, found: Found<unknown>, work: () => Promise<unknown>): Promise<unknown> {
  const versions = found.state === 'missing' ? Object.values(found.versions).join() : '';
  const name = [key, generation, versions].join(' ');
  const running = inFlight.get(name);
  if (running) return running;
  const flight = work().finally(() => inFlight.delete(name));
  inFlight.set(name, flight);
  return flight;
}

/** Loads the value, unless another process does. Then it takes the expired value or waits for the new one. */
async function refill<Data>(
  key: string,
  first: Found<Data>,
  seek: () => Promise<Found<Data>>,
  ttlSeconds: number,
  load: () => Promise<unknown>,
  tags: readonly string[],
): Promise<unknown> {
  let found = first;
  for (let waitedMs = 0; waitedMs < LOCK_MS; waitedMs += POLL_MS) {
    if (found.state === 'cache_down') return load();
    if (await lock(key)) break;
    if (found.state !== 'missing') return found.value;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    found = await seek();
  }
  try {
    const versions = await claimVersions(tags, found.state === 'missing' ? found.versions : {});
    const value = asJson(await load());
    await store(key, value, ttlSeconds, versions);
    return value;
  } finally {
    await unlock(key);
  }
}

/** The fresh value of a key, or null. */
export async function findCached<Schema extends z.ZodType>(
  key: string,
  schema: Schema,
  { tags = [] }: CacheOptions = {},
): Promise<z.output<Schema> | null> {
  const found = await find(key, schema, tags);
  return found.state === 'fresh' ? found.data : null;
}

/**
 * Stores a value that was computed anyway.
 * @returns whether the cache took it
 */
export const storeCached = (key: string, value: unknown, ttlSeconds: number): Promise<boolean> =>
  store(key, asJson(value), ttlSeconds, {});

/**
 * Loads a value and stores it, whether or not one is cached.
 * @returns whether the cache took it
 */
export async function reload(
  key: string,
  ttlSeconds: number,
  load: () => Promise<unknown>,
  { tags = [] }: CacheOptions = {},
): Promise<boolean> {
  const versions = await claimVersions(tags, {});
  return store(key, asJson(await load()), ttlSeconds, versions);
}

/** The value as it is read from the cache, so that a cached answer equals a fresh one. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
