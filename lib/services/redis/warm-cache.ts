import { z } from 'zod';
import { log } from '@/lib/core/log';
import { type CacheOptions, findCached, reload } from './cache';

/** A key that is worth loading before the first visitor asks for it. */
export type Warmer = CacheOptions & {
  key: string;
  ttlSeconds: number;
  load: () => Promise<unknown>;
  /** What is dear to load and slow to change is loaded only when it is gone. */
  warm: 'always' | 'when gone';
};

export type Warmed = { warmed: string[]; failed: string[] };

/** Loads and stores these again, in parallel. A failed one is logged and leaves the others alone. */
export async function warmCache(warmers: readonly Warmer[]): Promise<Warmed> {
  const outcomes = await Promise.all(warmers.map(async (warmer) => ({ warmer, ok: await warm(warmer) })));
  const keys = (wanted: boolean) =>
    outcomes.filter(({ ok }) => ok === wanted).map(({ warmer }) => warmer.key);
  return { warmed: keys(true), failed: keys(false) };
}

async function warm({ key, ttlSeconds, load, warm: when, ...options }: Warmer): Promise<boolean> {
  try {
    if (when === 'when gone' && (await findCached(key, z.unknown(), options)) !== null) return true;
    return await reload(key, ttlSeconds, load, options);
  } catch (error) {
    log().warn({ err: error, cacheKey: key }, 'could not warm the cache');
    return false;
  }
}
