import { and, eq, gt, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { acts } from '@/db/schema';
import { isOwnAct } from '@/lib/auth/visitors/own-act';
import type { Context } from '@/lib/core/context';
import type { Act } from '@/lib/records/acts';

/** What an act made or changed: its bookings, in the order in which it did so. */
export type Repeated = { act: Act; bookingIds: string[] };

/**
 * The result of an earlier try of this request, whose process may have died before it answered. A request is known by
 * its key for a day.
 */
export async function findRepeated(tx: Tx, ctx: Context, clubId: number): Promise<Repeated | undefined> {
  if (ctx.requestKey === undefined) return undefined;
  const sameKey = await tx
    .select()
    .from(acts)
    .where(
      and(
        eq(acts.clubId, clubId),
        gt(acts.createdAt, sql`now() - interval '1 day'`),
        sql`${acts.summary} ->> 'request_key' = ${ctx.requestKey}`,
      ),
    );
  const found = sameKey.find((act) => isOwnAct(ctx.actor, act));
  if (!found) return undefined;
  const { id, undoUntil, changes } = found;
  const bookings = changes.filter(({ entity }) => entity === 'reservation');
  return { act: { id, undoUntil }, bookingIds: bookings.map((booking) => booking.id) };
}
