import { sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { brokenConstraint } from '@/db/failure';
import { AppError } from '@/lib/core/errors';

/**
 * Lets the trigger `club_keeps_owner` check this transaction now instead of at its commit. It locks the club, so that
 * of two owners who go at once the second one is refused.
 * @throws AppError `conflict` when an open club would be left without an owner
 */
export async function keepAnOwner(tx: Tx): Promise<void> {
  try {
    await tx.execute(sql`set constraints club_keeps_owner immediate`);
  } catch (error) {
    if (brokenConstraint(error) !== 'club_keeps_owner') throw error;
    throw new AppError('conflict', 'Name another owner for the club first.', { cause: error });
  }
}
