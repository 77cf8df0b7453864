import type { Tx } from '@/db';
import { takeLock } from '@/db/locks';
import { clubs } from '@/db/schema';
import { slugOf } from '@/lib/core/input/fold-text';

/**
 * `Pádel Norte Madrid` → `padel-norte-madrid`, with a number when that is taken. It stays free until the transaction
 * ends.
 */
export async function freeSlug(tx: Tx, words: string): Promise<string> {
  await takeLock(tx, 'directory');
  const base = slugOf(words) || 'club';
  const taken = new Set((await tx.select({ slug: clubs.slug }).from(clubs)).map((row) => row.slug));
  let slug = base;
  for (let next = 2; taken.has(slug); next += 1) slug = `${base}-${next}`;
  return slug;
}
