import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { heartbeats } from '@/db/schema';

/** Runs a scheduled job and stores its heartbeat and result, from which the health page sees that the worker runs. */
export async function recordHeartbeat<T>(job: string, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await work();
  const beat = { at: sql`now()`, durationMs: Math.round(performance.now() - startedMs), result };
  await db()
    .insert(heartbeats)
    .values({ job, ...beat })
    .onConflictDoUpdate({ target: heartbeats.job, set: beat });
  return result;
}

/** The name under which it is stored since when a job's heartbeat is awaited. It is no heartbeat. */
export const awaitedName = (job: string) => `${job} awaited`;

/** The name under which a run by hand stores its result. It is no heartbeat of the worker. */
export const byHandName = (job: string) => `${job} by hand`;
