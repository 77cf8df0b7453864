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
