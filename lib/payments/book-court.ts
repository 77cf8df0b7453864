import { eq } from 'drizzle-orm';
import { transaction } from '@/db';
import { reservations } from '@/db/schema';
import type { Context } from '@/lib/context';
import { nudge, nudgeNotice } from '@/lib/services/jobs';
import { confirmReservation, lockCourt } from '@/lib/reservations/confirm-reservation';
import { type HoldSlot, holdSlot } from '@/lib/reservations/hold-slot';
import { type OpenPayment, startPayment } from './start-payment';

export type Booked = { reservationId: string; payment: OpenPayment | null };

/**
 * Holds a court and opens its payment; a court that costs nothing is confirmed at once.
 * @throws what `holdSlot` throws, and payment_service_unavailable with the reservation saved
 */
export async function bookCourt(ctx: Context, wanted: HoldSlot): Promise<Booked> {
  const held = await holdSlot(ctx, wanted);
  const { reservationId } = held;
  if (held.paymentId) return { reservationId, payment: await startPayment(ctx, { reservationId }) };
  await confirmFree(ctx, reservationId);
  return { reservationId, payment: null };
}

async function confirmFree(ctx: Context, reservationId: string): Promise<void> {
  const confirmed = await transaction(async (tx) => {
    const [row] = await tx.select().from(reservations).where(eq(reservations.id, reservationId));
    if (!row) throw new Error(`reservation ${reservationId} vanished`);
    await lockCourt(tx, row.courtId);
    return confirmReservation(tx, ctx, row);
  });
  if (confirmed.confirmed) nudge(...confirmed.noticeIds.map((id) => nudgeNotice(id, 0)));
}
