import { z } from 'zod';
import { log } from '@/lib/core/log';
import { forgetFlights } from './cache';
import { attempt, command, newVersion, tagKey } from './cache-store';
import { redis } from './redis';

const SCAN_COUNT = 500;

/**
 * Makes every value that carries one of these tags unreadable, in all processes, also those being loaded now.
 * Awaited after the commit and before the answer. @returns false when Redis could not be told: such values then
 * live until they expire
 */
export async function invalidateTags(...tags: readonly string[]): Promise<boolean> {
  forgetFlights();
  const versions = Object.fromEntries(tags.map((tag) => [tagKey(tag), newVersion()]));
  const done = await attempt('invalidate', () => redis().mset(versions));
  if (!done) log().warn({ tags }, 'cache tags could not be invalidated');
  return done !== undefined;
}

/** Deletes these keys, in all processes. @returns false when Redis could not be told: they then live until they expire */
export async function forgetKeys(...keys: readonly string[]): Promise<boolean> {
  forgetFlights();
  return (await attempt('unlink', () => redis().unlink(...keys))) !== undefined;
}

const page = z.tuple([z.union([z.string(), z.number()]), z.array(z.string())]);

/**
 * Deletes the keys that match a glob such as `clubs:*`, in bounded batches that never hold Redis up.
 * @returns how many there were
 * @throws AppError service_unavailable when Redis is down; the keys deleted so far stay deleted
 */
export async function deletePattern(pattern: string): Promise<number> {
  forgetFlights();
  let deleted = 0;
  let cursor = '0';
  do {
    const from = cursor;
    const reply = await command('scan', () => redis().scan(from, { match: pattern, count: SCAN_COUNT }));
    const [next, keys] = page.parse(reply);
    if (keys.length > 0) deleted += await command('unlink', () => redis().unlink(...keys));
    cursor = String(next);
  } while (cursor !== '0');
  return deleted;
}
