import type { Tx } from '@/db';
import { type NoticeKind, type payments, type RefundCause, refunds } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { actorName, type Context } from '@/lib/context';
import { notify, tell } from '@/lib/notifications/notify';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { endHold } from './end-hold';

type Payment = Pick<typeof payments.$inferSelect, 'id'>;

/** Money that bought nothing, and what its payer is told. */
const NOTICE_OF = {
  amount_mismatch: 'payment_mismatch',
  late_payment: 'payment_too_late',
  duplicate_payment: 'payment_refunded',
} as const satisfies Partial<Record<RefundCause, NoticeKind>>;
export type GiveBackCause = keyof typeof NOTICE_OF;

/**
 * Asks for money that bought no court to go back and says why; a mismatch also ends the hold, since the quote was
 * never paid. Returns the rows to be nudged after the commit.
 */
export async function giveBack(
  tx: Tx,
  ctx: Context,
  payment: Payment,
  reservation: Reservation,
  money: { amountMinor: number; currency: string },
  cause: GiveBackCause,
): Promise<{ noticeIds: string[]; refundIds: string[]; abandonedIds: string[] }> {
  const abandonedIds = cause === 'amount_mismatch' ? await endHold(tx, ctx, reservation, cause) : [];
  const inserted = await tx
    .insert(refunds)
    .values({ paymentId: payment.id, ...money, cause, requestedBy: actorName(ctx.actor) })
    .returning({ id: refunds.id });
  const refundIds = inserted.map((row) => row.id);
  for (const entityId of refundIds) {
    await recordChange(tx, ctx, {
      entity: 'refund',
      entityId,
      from: null,
      to: 'requested',
      detail: { cause },
    });
  }
  const { id: reservationId, userId } = reservation;
  if (!userId) return { noticeIds: [], refundIds, abandonedIds };
  await tell(tx, userId, 'payment.too_late', { reservation_id: reservationId, cause });
  const subject = { kind: NOTICE_OF[cause], objectId: payment.id, reservationId, userId };
  return { noticeIds: await notify(tx, subject), refundIds, abandonedIds };
}
