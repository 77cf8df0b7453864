import { and, eq, or, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { dues } from '@/db/schema';
import { IS_OPEN } from './open-due';

/** A booking that begins at another time from now on. */
type Deferred = { reservationId: string; from: Date; to: Date };

/**
 * Lets open dues that were due at the start of a booking be due at its new one, and open shares as long before it as
 * they were. The caller holds the bookings' locks.
 */
export async function deferDues(tx: Tx, deferred: readonly Deferred[]): Promise<void> {
  const moved = deferred.filter(({ from, to }) => from.getTime() !== to.getTime());
  if (moved.length === 0) return;
  await tx
    .update(dues)
    .set({ dueBy: sql`${dues.dueBy} + (moved.starts_at - moved.was)` })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(
        moved.map(({ reservationId, from, to }) => ({ id: reservationId, was: from, starts_at: to })),
      )}::jsonb) as moved(id uuid, was timestamptz, starts_at timestamptz)`,
    )
    .where(
      and(
        eq(dues.reservationId, sql`moved.id`),
        or(eq(dues.dueBy, sql`moved.was`), eq(dues.cause, 'share')),
        IS_OPEN,
      ),
    );
}
