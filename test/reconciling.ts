import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { repairs } from '@/db/schema';
import { systemContext } from '@/lib/core/context';

/** A comparison a few minutes later, when nothing is in flight any more. */
export const minutesLater = () => ({
  ...systemContext('reconcile'),
  now: new Date(Date.now() + 5 * 60_000),
});

/** What was found wrong with an object, and what was done about it. */
export const repairsOf = async (objectId: string) =>
  (await db().select().from(repairs).where(eq(repairs.objectId, objectId))).map(({ issue, action }) => ({
    issue,
    action,
  }));
