import { transaction } from '@/db';
import type { Context } from '@/lib/core/context';
import { mayMove } from '@/lib/ledger/states';
import { confirmReservation } from '@/lib/reservations/confirm-reservation';
import { type HoldSlot, holdSlot } from '@/lib/reservations/hold-slot';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { type OpenPayment, startPayment } from './start-payment';

export type Booked = { reservationId: string; payment: OpenPayment | null };

/**
 * Holds a court and opens its payment. One that costs nothing is confirmed at once. A visitor says who they are before
 * either (`giveGuest`).
 * @throws what `holdSlot` throws, and payment_service_unavailable with the reservation saved
 */
export async function bookCourt(ctx: Context, wanted: HoldSlot): Promise<Booked> {
  const { reservationId, owed } = await takeCourt(ctx, wanted);
  return {
    reservationId,
    payment: owed && ctx.actor.kind !== 'visitor' ? await startPayment(ctx, { reservationId }) : null,
  };
}

/**
 * Holds a court for a page that opens the payment itself, so that the hold does not depend on Stripe.
 * @throws what `holdSlot` throws
 */
export async function takeCourt(
  ctx: Context,
  wanted: HoldSlot,
): Promise<{ reservationId: string; owed: boolean }> {
  const { reservationId, paymentId } = await holdSlot(ctx, wanted);
  if (!paymentId && ctx.actor.kind !== 'visitor') await confirmFree(ctx, reservationId);
  return { reservationId, owed: paymentId !== null };
}

async function confirmFree(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx, after) => {
    const held = await lockReservation(tx, reservationId);
    // Its player may have released it meanwhile.
    if (mayMove('reservation', held.status, 'confirmed')) await confirmReservation(tx, after, ctx, held);
  });
}
