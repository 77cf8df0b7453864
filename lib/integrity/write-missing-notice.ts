import { eq } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { payments, refunds, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { notify } from '@/lib/notices/notify';
import { recipientOf } from '@/lib/notices/people/find-addressees';
import { outcomeOf } from '@/lib/refunds/apply-refund';

/**
 * Writes the missing confirmation of a booking. An existing one stays.
 * @throws AppError not_found
 */
export async function writeMissingConfirmation(_ctx: Context, reservationId: string): Promise<void> {
  await writeNotice(async (tx) => {
    const [row] = await tx.select().from(reservations).where(eq(reservations.id, reservationId));
    if (!row?.userId) throw notFound('reservation');
    return { kind: 'reservation_confirmation', objectId: row.id, reservationId: row.id, userId: row.userId };
  });
}

/**
 * Writes the notice of a refund that its player never had.
 * @throws AppError not_found
 */
export async function writeMissingRefundNotice(_ctx: Context, refundId: string): Promise<void> {
  await writeNotice(async (tx) => {
    const [row] = await tx
      .select({ attempt: refunds.attempt, reservation: reservations })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .innerJoin(reservations, eq(reservations.id, payments.reservationId))
      .where(eq(refunds.id, refundId));
    const booker = row && recipientOf({ ...row.reservation, participantPosition: null });
    if (!booker) throw notFound('refund');
    const objectId = outcomeOf({ id: refundId, attempt: row.attempt });
    return { kind: 'payment_refunded', objectId, reservationId: row.reservation.id, refundId, ...booker };
  });
}

type Subject = Parameters<typeof notify>[2];

async function writeNotice(subjectOf: (tx: Tx) => Promise<Subject>): Promise<void> {
  await transaction(async (tx, after) => notify(tx, after, await subjectOf(tx)));
}
