import { and, gt, sum } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { dues, type reservations } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { HAS_COURT } from '@/lib/ledger/money-words';
import { IS_OPEN, isShownAs } from '@/lib/ledger/open-due';
import { owedOf } from '@/lib/ledger/read-figures';
import { ownShareOf } from '@/lib/ledger/shares';
import { isOnHold } from '@/lib/reservations/is-held';

type Asked = Pick<typeof reservations.$inferSelect, 'id' | 'status' | 'priceMinor' | 'currency' | 'sharing'>;

/**
 * What can be paid for a reservation now, in minor units: what its booker pays of a hold, or what is due for a court
 * that its player has, all of it or of one share. 0 or less when nothing is.
 * @param dueId the share
 */
export async function owedFor(on: Db | Tx, asked: Asked, dueId: string | null = null): Promise<number> {
  if (isOnHold(asked.status)) return dueId === null ? ownShareOf(asked) : 0;
  if (!HAS_COURT.some((has) => has === asked.status)) return 0;
  return dueId === null ? owedOf(on, asked.id) : owedOfShare(on, dueId);
}

async function owedOfShare(on: Db | Tx, dueId: string): Promise<number> {
  const [open] = await on
    .select({ minor: sum(dues.amountMinor).mapWith(Number) })
    .from(dues)
    .where(and(isShownAs(dueId), IS_OPEN, gt(dues.amountMinor, 0)));
  return open?.minor ?? 0;
}

export const nothingOwed = () => new AppError('conflict', 'Nothing is owed for this reservation.');
