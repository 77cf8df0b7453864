import type { Db, Tx } from '@/db';
import type { reservations } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { HAS_COURT } from '@/lib/ledger/money-words';
import { owedOf } from '@/lib/ledger/read-figures';
import { isOnHold } from '@/lib/reservations/is-held';

type Asked = Pick<typeof reservations.$inferSelect, 'id' | 'status' | 'priceMinor'>;

/**
 * What can be paid for a reservation now, in minor units: the price of a hold, or what is due for a court that its
 * player has. 0 or less when nothing is.
 */
export async function owedFor(on: Db | Tx, { id, status, priceMinor }: Asked): Promise<number> {
  if (isOnHold(status)) return priceMinor;
  return HAS_COURT.some((has) => has === status) ? owedOf(on, id) : 0;
}

export const nothingOwed = () => new AppError('conflict', 'Nothing is owed for this reservation.');
