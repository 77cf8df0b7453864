import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { repairs } from '@/db/schema';
import { systemContext } from '@/lib/core/context';

/** A comparison a few minutes later, when nothing is pending any more. */
export const minutesLater = () => ({
  ...systemContext('reconcile'),
  now: new Date(Date.now() + 5 * 60_000),
});

/** The findings about an object, and their repairs. */
export const repairsOf = async (objectId: string) =>
  (await db().select().from(repairs).where(eq(repairs.objectId, objectId))).map(({ issue, action }) => ({
    issue,
    action,
  }));
