import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { park, retakePlace } from '@/lib/desk/bookings/take-place';
import { deferDues } from '@/lib/ledger/defer-dues';
import { move, recordDetail } from '@/lib/ledger/states';
import { isByStaff } from '@/lib/records/acts';
import type { ActRow, Changed } from './lock-act';

/** A changed reservation with the columns that it gets back. */
type PuttingBack = { row: Changed['row']; before: NonNullable<Changed['before']> };

/**
 * Gives reservations the columns back that an act changed. The caller holds their locks and those of their courts.
 * @throws PlaceTaken when somebody has a place by now; AppError conflict `date_taken` when its series has another
 *   booking on its date
 */
export async function putBack(
  tx: Tx,
  ctx: Context,
  act: Pick<ActRow, 'id' | 'kind'>,
  changed: readonly Changed[],
): Promise<void> {
  const all = changed.flatMap(({ row, before }) => (before ? [{ row, before }] : []));
  if (all.length > 1)
    await park(
      tx,
      all.filter(isMoved).map(({ row }) => row.id),
    );
  for (const one of all) await putOne(tx, ctx, act, one);
}

const isMoved = ({ before: { courtId, startsAt, endsAt, seriesDate } }: PuttingBack) =>
  [courtId, startsAt, endsAt, seriesDate].some((column) => column !== undefined);

async function putOne(
  tx: Tx,
  ctx: Context,
  act: Pick<ActRow, 'id' | 'kind'>,
  { row, before }: PuttingBack,
): Promise<void> {
  const { status, ...columns } = before;
  const { courtId = row.courtId, startsAt = row.startsAt, endsAt = row.endsAt } = columns;
  const { seriesDate = row.seriesDate } = columns;
  const place = { courtId, startsAt, endsAt };
  // A place that was parked is written whole.
  const set = { ...columns, ...place, seriesDate };
  const told = { detail: { undo_of: act.id, undone: act.kind }, asStaff: isByStaff(act) };
  await retakePlace(tx, place, async () => {
    await deferDues(tx, [{ reservationId: row.id, from: row.startsAt, to: startsAt }]);
    if (status !== undefined) return move(tx, ctx, 'reservation', row, status, { set, ...told });
    await tx
      .update(reservations)
      .set({ ...set, updatedAt: sql`now()` })
      .where(eq(reservations.id, row.id));
    return recordDetail(tx, ctx, 'reservation', row, told);
  });
}
