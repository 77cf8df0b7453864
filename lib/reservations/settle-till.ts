import { and, eq, gt, inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type ActChange, dues, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { IS_OPEN, openDue } from '@/lib/ledger/open-due';
import { endDues } from '@/lib/ledger/settle-dues';
import type { Reservation } from './confirm-reservation';

type Cancelled = {
  reservation: Reservation;
  /** What the desk gives back, and what it keeps. */
  backMinor: number;
  keptMinor: number;
  asStaff: boolean;
};

/**
 * Settles what cancelled reservations have with the desk: what was owed for them is owed no longer, and the club owes
 * what the policy gives back of the money that the desk took. The caller holds their locks. Returns what became of dues.
 */
export async function settleTill(tx: Tx, ctx: Context, all: readonly Cancelled[]): Promise<ActChange[]> {
  const changes = await endOwed(tx, ctx, all);
  for (const { reservation, backMinor, keptMinor, asStaff } of all) {
    if (keptMinor > 0)
      await tx
        .update(reservations)
        .set({ retainedTillMinor: keptMinor })
        .where(eq(reservations.id, reservation.id));
    if (backMinor > 0) {
      const due = await openDue(tx, ctx, {
        reservation,
        amountMinor: -backMinor,
        cause: 'cancelled',
        asStaff,
      });
      changes.push({ entity: 'due', id: due.id, before: null, after: { open: true }, revision: null });
    }
  }
  return changes;
}

/** What was owed for them is owed no longer: nothing of it was paid. */
async function endOwed(tx: Tx, ctx: Context, all: readonly Cancelled[]): Promise<ActChange[]> {
  const staff = new Map(all.map(({ reservation, asStaff }) => [reservation.id, asStaff]));
  const owed = await tx
    .select()
    .from(dues)
    .where(and(inArray(dues.reservationId, [...staff.keys()]), IS_OPEN, gt(dues.amountMinor, 0)));
  const ended = owed.map((due) => ({ due, paidMinor: 0, asStaff: staff.get(due.reservationId) ?? false }));
  await endDues(tx, ctx, ended, { cancelled: true });
  return owed.map(({ id }) => ({
    entity: 'due',
    id,
    before: { open: true },
    after: { open: false },
    revision: null,
  }));
}
