import { and, gt, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type ActChange, dues } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { IS_OPEN, openDues } from '@/lib/ledger/open-due';
import { endDues } from '@/lib/ledger/settle-dues';
import { dueChange } from '@/lib/records/acts';
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
  await keepTill(tx, all);
  const owing = all.filter(({ backMinor }) => backMinor > 0);
  const opened = await openDues(
    tx,
    ctx,
    owing.map(({ reservation, backMinor, asStaff }) => ({
      reservation,
      amountMinor: -backMinor,
      cause: 'cancelled' as const,
      asStaff,
    })),
  );
  return [...changes, ...opened.map(({ id }) => dueChange(id, 'opened'))];
}

async function keepTill(tx: Tx, all: readonly Cancelled[]): Promise<void> {
  const kept = all.filter(({ keptMinor }) => keptMinor > 0);
  if (kept.length === 0) return;
  const told = kept.map(({ reservation, keptMinor }) => sql`(${reservation.id}::uuid, ${keptMinor}::int)`);
  await tx.execute(sql`update reservations set retained_till_minor = kept.minor
    from (values ${sql.join(told, sql`, `)}) as kept(id, minor) where reservations.id = kept.id`);
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
  return owed.map(({ id }) => dueChange(id, 'ended'));
}
