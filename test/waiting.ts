import { sql as fragment } from 'drizzle-orm';
import { expect } from 'vitest';
import { db, sql } from '@/db';

/** How many connections to this test file's database wait for a lock. */
export async function countWaiting(): Promise<number> {
  const [row] = await sql()<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.waiting ?? 0;
}

/** Comes back when so many of them wait. */
export const untilWaiting = (count: number): Promise<void> =>
  expect.poll(countWaiting, { interval: 10, timeout: 10_000 }).toBe(count);

/**
 * Runs `work` while nobody can write to a table, and then lets all that it started go on. So they meet as in a race,
 * in any order.
 */
export const whileUnwritten = <T>(table: string, work: () => Promise<T>): Promise<T> =>
  db().transaction(async (tx) => {
    await tx.execute(fragment`lock table ${fragment.identifier(table)} in share mode`);
    return work();
  });

/**
 * Repeats a race until it is lost as expected. On a busy machine a process may give up waiting for a lock after two
 * seconds and miss the other.
 */
export const untilItIs = <T>(lost: T, race: () => Promise<T>): Promise<void> =>
  expect.poll(race, { timeout: 60_000 }).toEqual(lost);
