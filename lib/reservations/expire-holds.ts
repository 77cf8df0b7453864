import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { actorName, type Context } from '@/lib/core/context';
import { nudge, nudgeIntent } from '@/lib/services/inngest/jobs';

const BATCH = 500;
const expiredSchema = z.array(z.object({ payment_id: z.string().nullable() }));

/**
 * Ends expired holds, by the database's clock, and requests the cancellation of their intents. Rows that another
 * process is moving are left to it; returns how many were ended.
 */
export async function expireHolds(ctx: Context): Promise<number> {
  let ended = 0;
  for (let left = true; left; ) {
    const expired = await transaction(async (tx, after) => {
      const rows = await expire(tx, ctx, null);
      after(nudge, ...rows.flatMap((row) => (row.payment_id ? [nudgeIntent(row.payment_id)] : [])));
      return rows;
    });
    ended += expired.length;
    left = expired.length >= BATCH;
  }
  return ended;
}

/**
 * Ends the expired holds of one court, so that the next taker need not wait for the job. The sweep cancels their
 * intents.
 */
export async function expireHoldsOf(tx: Tx, ctx: Context, courtId: number): Promise<void> {
  await expire(tx, ctx, courtId);
}

async function expire(tx: Tx, ctx: Context, courtId: number | null) {
  const rows = await tx.execute(
    sql`select payment_id from expire_holds(${courtId}, ${BATCH}, ${actorName(ctx.actor)}, ${ctx.requestId})`,
  );
  return expiredSchema.parse([...rows]);
}
