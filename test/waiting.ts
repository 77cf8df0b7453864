import { sql as fragment } from 'drizzle-orm';
import { expect } from 'vitest';
import { db, sql } from '@/db';

/** How many connections to this test file's database wait for a lock; others on the server are none of its business. */
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
 * Runs `work` while nobody can write to a table, and lets all whom it started go on once it is done: so they meet as
 * they would in a race, whatever the machine makes of their order.
 */
export const whileUnwritten = <T>(table: string, work: () => Promise<T>): Promise<T> =>
  db().transaction(async (tx) => {
    await tx.execute(fragment`lock table ${fragment.identifier(table)} in share mode`);
    return work();
  });

/**
 * Runs a race that is to be lost until it is, since on a busy machine somebody may give up waiting for a lock, which
 * the database bears for two seconds, and so come too late to meet the other.
 */
export const untilItIs = <T>(lost: T, race: () => Promise<T>): Promise<void> =>
  expect.poll(race, { timeout: 60_000 }).toEqual(lost);
