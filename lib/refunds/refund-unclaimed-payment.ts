import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Db, db, type Tx, transaction } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { RETURNED_MINOR } from '@/lib/ledger/returned-minor';
import { refundUnusablePayment } from '@/lib/payments/refund-unusable-payment';
import { lockReservation } from '@/lib/reservations/lock-reservation';

/** What was taken for a reservation that ended, beyond what was ever asked back or may be kept; a refund that failed was asked, and is for staff. */
const UNCOVERED_MINOR = sql`(p.received_minor - p.retained_minor - ${RETURNED_MINOR}
  - (select coalesce(sum(f.amount_minor), 0) from refunds f where f.payment_id = p.id and f.status = 'failed'))`;

const uncoveredSchema = z.array(z.object({ paymentId: z.string(), uncoveredMinor: z.number() }));

/** Payments whose money bought no court although nobody asked it back. */
export const listUnclaimedPayments = () => readUncovered(db());

async function readUncovered(on: Db | Tx, paymentId?: string) {
  const rows = await on.execute(sql`
    select p.id as "paymentId", ${UNCOVERED_MINOR}::int as "uncoveredMinor"
    from payments p join reservations r on r.id = p.reservation_id
    where p.completed_at is not null and r.status in ('cancelled', 'expired') and ${UNCOVERED_MINOR} > 0
      and ${paymentId === undefined ? sql`true` : sql`p.id = ${paymentId}::uuid`}`);
  return uncoveredSchema.parse([...rows]);
}

/** Asks such money back. Returns what was asked, in minor units: 0 when somebody was faster. */
export async function refundUnclaimedPayment(ctx: Context, paymentId: string): Promise<number> {
  return transaction(async (tx, after) => {
    const [found] = await tx.select().from(payments).where(eq(payments.id, paymentId));
    if (!found) return 0;
    const reservation = await lockReservation(tx, found.reservationId);
    const payment = await lockPayment(tx, paymentId);
    const [due] = await readUncovered(tx, paymentId);
    if (!due) return 0;
    const money = { amountMinor: due.uncoveredMinor, currency: payment.currency };
    const why = { cause: 'late_payment', because: 'found_later' } as const;
    await refundUnusablePayment(tx, after, ctx, payment, reservation, money, why);
    return money.amountMinor;
  });
}
