import { inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { takeLock } from '@/db/locks';
import { clubs } from '@/db/schema';
import { slugOf } from '@/lib/core/input/fold-text';

const TRIED_AT_ONCE = 50;

/**
 * `Pádel Norte Madrid` → `padel-norte-madrid`, with a number when that is taken. It stays free until the transaction
 * ends.
 */
export async function freeSlug(tx: Tx, words: string): Promise<string> {
  await takeLock(tx, 'directory');
  const base = slugOf(words) || 'club';
  for (let first = 1; ; first += TRIED_AT_ONCE) {
    const tried = Array.from({ length: TRIED_AT_ONCE }, (_, at) => numbered(base, first + at));
    const rows = await tx.select({ slug: clubs.slug }).from(clubs).where(inArray(clubs.slug, tried));
    const free = tried.find((slug) => !rows.some((row) => row.slug === slug));
    if (free !== undefined) return free;
  }
}

const numbered = (base: string, number: number) => (number === 1 ? base : `${base}-${number}`);
