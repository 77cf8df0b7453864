import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { heartbeats } from '@/db/schema';
import { log } from '@/lib/core/log';
import { awaitedName } from '@/lib/records/record-heartbeat';
import { JOBS } from './schedules';

/**
 * Stores since when each scheduled job is awaited, which is the first start that knows it, so that the doctor gives it
 * time. Never throws.
 */
export async function awaitJobs(): Promise<void> {
  const now = JOBS.map((job) => ({ job: awaitedName(job), at: sql`now()`, durationMs: 0 }));
  try {
    await db().insert(heartbeats).values(now).onConflictDoNothing();
  } catch (error) {
    log().warn({ err: error }, 'the first start of the jobs was not stored');
  }
}
