import { and, eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { users } from '@/db/schema';

/**
 * Ends every session of somebody: a signed cookie cannot be taken back one by one, so that a stolen copy dies too.
 * Does nothing when those of that version have ended already.
 */
export async function endSessions(userId: string, sessionVersion: number): Promise<void> {
  await db()
    .update(users)
    .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
    .where(and(eq(users.id, userId), eq(users.sessionVersion, sessionVersion)));
}
