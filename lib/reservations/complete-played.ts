import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { GAME_KINDS } from '@/lib/ledger/game';
import { moveWhere } from '@/lib/ledger/states';

const BATCH = 1_000;

/** Completes confirmed games whose time has passed. Returns how many. */
export async function completePlayed(ctx: Context): Promise<number> {
  return transaction(async (tx) => {
    const played = tx
      .select({ id: reservations.id })
      .from(reservations)
      .where(
        and(
          eq(reservations.status, 'confirmed'),
          inArray(reservations.kind, GAME_KINDS),
          lte(reservations.endsAt, sql`now()`),
        ),
      )
      .limit(BATCH)
      .for('update', { skipLocked: true });
    const which = inArray(reservations.id, played);
    return (await moveWhere(tx, ctx, 'reservation', 'confirmed', 'completed', which)).length;
  });
}
