import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { acts } from '@/db/schema';
import { tellEach } from '@/lib/notices/notify';

/**
 * Tells the open pages of players about an act that can no longer be undone. Sooner, after an undo or a second time it
 * does nothing. Returns how many messages it wrote.
 */
export async function finishAct(actId: string): Promise<number> {
  return transaction(async (tx) => {
    const [act] = await tx
      .update(acts)
      .set({ toldAt: sql`now()` })
      .where(
        and(
          eq(acts.id, actId),
          isNull(acts.undoneAt),
          isNull(acts.toldAt),
          lte(acts.undoUntil, sql`clock_timestamp()`),
        ),
      )
      .returning({ messages: acts.messages });
    if (!act) return 0;
    // The insert takes a lock by person, which everybody takes in this order.
    await tellEach(
      tx,
      act.messages.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
    );
    return act.messages.length;
  });
}
