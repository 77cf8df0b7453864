import type { z } from 'zod';
import { claimVersions, type Found, find, LOCK_MS, lock, store, unlock } from './cache-store';

export type CacheOptions = {
  /** What the value is made of: `invalidateTags` of any of them makes it unreadable at once, everywhere. */
  tags?: readonly string[];
};

const POLL_MS = 50;

const inFlight = new Map<string, Promise<unknown>>();
let generation = 0;

/** Lets nobody join a load that began before now: what it reads may be outdated. */
export function forgetFlights(): void {
  generation += 1;
}

/**
 * The value under `key`, loaded when there is none, and parsed by `schema` either way. However many ask at once, one
 * loads: in this process the others share its promise, in other processes they get the expired value or wait for
 * the new one. Null is remembered too, for ten seconds. A cache that is down or slow is a miss, never an error.
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

/** Loads the value unless another process is at it, in which case the expired one will do, or theirs is waited for. */
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

/** What is kept under a key while it is fresh, or null. */
export async function findCached<Schema extends z.ZodType>(
  key: string,
  schema: Schema,
  { tags = [] }: CacheOptions = {},
): Promise<z.output<Schema> | null> {
  const found = await find(key, schema, tags);
  return found.state === 'fresh' ? found.data : null;
}

/** Keeps a value that was worked out anyway. @returns whether the cache took it */
export const storeCached = (key: string, value: unknown, ttlSeconds: number): Promise<boolean> =>
  store(key, asJson(value), ttlSeconds, {});

/** Loads a value whether or not one is kept, and keeps it. @returns whether the cache took it */
export async function reload(
  key: string,
  ttlSeconds: number,
  load: () => Promise<unknown>,
  { tags = [] }: CacheOptions = {},
): Promise<boolean> {
  const versions = await claimVersions(tags, {});
  return store(key, asJson(await load()), ttlSeconds, versions);
}

/** The value as a reader of the cache will meet it, so that a warm answer cannot differ from a cold one. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
