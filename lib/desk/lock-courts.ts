import { and, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import { courts } from '@/db/schema';
import { listBusyOf } from '@/lib/availability/busy';
import type { Busy } from '@/lib/availability/slots';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { TimeRange } from '@/lib/core/time';
import { lockCourt } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';

/** What is taken of each court, by its id. */
export type BusyCourts = ReadonlyMap<number, readonly Busy[]>;

/**
 * Locks courts that are on sale in the order of their ids, ends their holds that ran out, and answers what is taken
 * of each in a stretch.
 * @throws AppError not_found for one that was closed meanwhile
 */
export async function lockCourts(
  tx: Tx,
  ctx: Context,
  courtIds: readonly number[],
  stretch: TimeRange,
): Promise<BusyCourts> {
  const ids = courtIds.toSorted((a, b) => a - b);
  for (const id of ids) await lockCourt(tx, id);
  for (const id of ids) await expireHoldsOf(tx, ctx, id);
  const sold = await tx
    .select({ id: courts.id })
    .from(courts)
    .where(and(inArray(courts.id, ids), isNull(courts.deactivatedAt)));
  if (sold.length < ids.length) throw notFound('court');
  const busy = new Map<number, readonly Busy[]>();
  for (const id of ids) busy.set(id, await listBusyOf(tx, id, stretch));
  return busy;
}
