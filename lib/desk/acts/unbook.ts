import { and, asc, eq, inArray, isNull, notExists } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { tillEntries } from '@/db/schema';
import { reverseIn } from '@/lib/billing/reverse-entry';
import type { Context } from '@/lib/core/context';
import { cancelMany } from '@/lib/reservations/cancel-many';
import { listPaid, paidOf } from '@/lib/reservations/find-paid';
import { leftOfAll } from '@/lib/reservations/split-refund';
import type { Changed } from './lock-act';

/**
 * Takes bookings back that the desk has just made: what it took for them is reversed in the till, anything paid by a
 * link goes back, and they end as cancelled without anybody being told.
 * @throws AppError conflict for cash without an open till
 */
export async function unbook(
  tx: Tx,
  after: After,
  ctx: Context,
  actId: string,
  changed: readonly Changed[],
): Promise<void> {
  const ids = changed.map(({ row }) => row.id);
  await reverseEntries(tx, ctx, ids);
  const known = await listPaid(tx, ids, true);
  const all = changed.map(({ row: reservation }) => {
    const paid = paidOf(known, reservation.id);
    return { reservation, paid, refundMinor: leftOfAll(paid) };
  });
  await cancelMany(tx, after, ctx, all, { cause: 'staff', notice: null, undoOf: actId });
}

const reversal = alias(tillEntries, 'reversal');

async function reverseEntries(tx: Tx, ctx: Context, reservationIds: readonly string[]): Promise<void> {
  const taken = await tx
    .select()
    .from(tillEntries)
    .where(
      and(
        inArray(tillEntries.reservationId, [...reservationIds]),
        isNull(tillEntries.reverses),
        notExists(tx.select({ id: reversal.id }).from(reversal).where(eq(reversal.reverses, tillEntries.id))),
      ),
    )
    .orderBy(asc(tillEntries.id));
  for (const entry of taken) await reverseIn(tx, ctx, entry, 'undo');
}
