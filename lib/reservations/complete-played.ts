import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

const BATCH = 1_000;

/** A confirmed game whose time has passed is completed. Returns how many were. */
export async function completePlayed(ctx: Context): Promise<number> {
  return transaction(async (tx) => {
    const played = await tx
      .update(reservations)
      .set({ status: 'completed', updatedAt: sql`now()` })
      .where(
        inArray(
          reservations.id,
          tx
            .select({ id: reservations.id })
            .from(reservations)
            .where(
              and(
                eq(reservations.status, 'confirmed'),
                inArray(reservations.kind, ['booking', 'walk_in']),
                lte(reservations.endsAt, sql`now()`),
              ),
            )
            .limit(BATCH)
            .for('update', { skipLocked: true }),
        ),
      )
      .returning({ id: reservations.id });
    await recordChange(
      tx,
      ctx,
      ...played.map(
        ({ id }) => ({ entity: 'reservation', entityId: id, from: 'confirmed', to: 'completed' }) as const,
      ),
    );
    return played.length;
  });
}
