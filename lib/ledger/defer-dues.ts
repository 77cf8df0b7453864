import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { dues } from '@/db/schema';
import { IS_OPEN } from './open-due';

/** Lets open dues of a booking that were due at its start be due at its new one. The caller holds its lock. */
export async function deferDues(tx: Tx, reservationId: string, from: Date, to: Date): Promise<void> {
  if (from.getTime() === to.getTime()) return;
  await tx
    .update(dues)
    .set({ dueBy: to })
    .where(and(eq(dues.reservationId, reservationId), eq(dues.dueBy, from), IS_OPEN));
}
