import { z } from 'zod';
import { log } from '@/lib/core/log';
import { forgetFlights } from './cache';
import { attempt, command, newVersion, tagKey } from './cache-store';
import { redis } from './redis';

const SCAN_COUNT = 500;

/**
 * Makes every value with one of these tags unreadable in all processes, also those being loaded. Await it after the
 * commit and before the answer.
 * @returns false when Redis did not answer; such values stay until they expire
 */
export async function invalidateTags(...tags: readonly string[]): Promise<boolean> {
  forgetFlights();
  const versions = Object.fromEntries(tags.map((tag) => [tagKey(tag), newVersion()]));
  const done = await attempt('invalidate', () => redis().mset(versions));
  if (!done) log().warn({ tags }, 'cache tags could not be invalidated');
  return done !== undefined;
}

/**
 * Deletes these keys, in all processes.
 * @returns false when Redis did not answer; they stay until they expire
 */
export async function forgetKeys(...keys: readonly string[]): Promise<boolean> {
  forgetFlights();
  return (await attempt('unlink', () => redis().unlink(...keys))) !== undefined;
}

const page = z.tuple([z.union([z.string(), z.number()]), z.array(z.string())]);

/**
 * Deletes the keys that match a glob such as `clubs:*`, in batches that do not block Redis.
 * @returns how many there were
 * @throws AppError service_unavailable when Redis is down; deleted keys stay deleted
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
