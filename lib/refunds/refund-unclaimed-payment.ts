import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Db, db, type Tx, transaction } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { WITHOUT_COURT, UNCLAIMED_MINOR } from '@/lib/ledger/money-words';
import { refundUnusablePayment } from '@/lib/payments/refund-unusable-payment';
import { lockReservation } from '@/lib/reservations/lock-reservation';

const unclaimedSchema = z.array(z.object({ paymentId: z.string(), unclaimedMinor: z.number() }));

/** Payments whose money bought no court and was never requested back. */
export const listUnclaimedPayments = () => readUnclaimed(db());

async function readUnclaimed(on: Db | Tx, paymentId?: string) {
  const rows = await on.execute(sql`
    select p.id as "paymentId", ${UNCLAIMED_MINOR}::int as "unclaimedMinor"
    from payments p join reservations r on r.id = p.reservation_id
    where p.completed_at is not null and r.status in ${WITHOUT_COURT} and ${UNCLAIMED_MINOR} > 0
      and ${paymentId === undefined ? sql`true` : sql`p.id = ${paymentId}::uuid`}`);
  return unclaimedSchema.parse([...rows]);
}

/** Requests the refund of such money. Returns its amount in minor units, 0 when another process was faster. */
export async function refundUnclaimedPayment(ctx: Context, paymentId: string): Promise<number> {
  return transaction(async (tx, after) => {
    const [found] = await tx.select().from(payments).where(eq(payments.id, paymentId));
    if (!found) return 0;
    const reservation = await lockReservation(tx, found.reservationId);
    const payment = await lockPayment(tx, paymentId);
    const [due] = await readUnclaimed(tx, paymentId);
    if (!due) return 0;
    const money = { amountMinor: due.unclaimedMinor, currency: payment.currency };
    const why = { cause: 'late_payment', because: 'found_later' } as const;
    await refundUnusablePayment(tx, after, ctx, payment, reservation, money, why);
    return money.amountMinor;
  });
}
