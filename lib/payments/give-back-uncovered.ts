import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { payments, reservations } from '@/db/schema';
import type { Context } from '@/lib/context';
import { nudge, nudgeNotice, nudgeRefund } from '@/lib/services/jobs';
import { giveBack } from './give-back';

/** What was taken for a reservation that ended, beyond what was ever asked back; a refund that failed was asked, and is for staff. */
const uncoveredMinor = sql<number>`${payments.receivedMinor} - coalesce(
  (select sum(amount_minor) from refunds where payment_id = ${payments.id} and status <> 'covered'), 0)::int`;

const boughtNothing = and(
  isNotNull(payments.completedAt),
  isNull(payments.retainedByPolicyAt),
  inArray(reservations.status, ['cancelled', 'expired']),
  sql`${uncoveredMinor} > 0`,
);

/** Payments whose money bought no court although nobody asked it back. */
export function listUncovered(): Promise<{ paymentId: string; uncoveredMinor: number }[]> {
  return db()
    .select({ paymentId: payments.id, uncoveredMinor })
    .from(payments)
    .innerJoin(reservations, eq(reservations.id, payments.reservationId))
    .where(boughtNothing);
}

/** Asks such money back. Returns what was asked, in minor units: 0 when somebody was faster. */
export async function giveBackUncovered(ctx: Context, paymentId: string): Promise<number> {
  const asked = await transaction(async (tx) => {
    const [row] = await tx
      .select({ payment: payments, reservation: reservations })
      .from(payments)
      .innerJoin(reservations, eq(reservations.id, payments.reservationId))
      .where(eq(payments.id, paymentId))
      .for('update');
    const [due] = await tx
      .select({ uncoveredMinor })
      .from(payments)
      .innerJoin(reservations, eq(reservations.id, payments.reservationId))
      .where(and(eq(payments.id, paymentId), boughtNothing));
    if (!row || !due) return null;
    const money = { amountMinor: due.uncoveredMinor, currency: row.payment.currency };
    return { ...money, ...(await giveBack(tx, ctx, row.payment, row.reservation, money, 'late_payment')) };
  });
  if (!asked) return 0;
  nudge(
    ...asked.refundIds.map((id) => nudgeRefund(id, 1)),
    ...asked.noticeIds.map((id) => nudgeNotice(id, 0)),
  );
  return asked.amountMinor;
}
