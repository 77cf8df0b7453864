import { sql } from '@/db';

/** How many connections to this test file's database wait for a lock; others on the server are none of its business. */
export async function countWaiting(): Promise<number> {
  const [row] = await sql()<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.waiting ?? 0;
}
