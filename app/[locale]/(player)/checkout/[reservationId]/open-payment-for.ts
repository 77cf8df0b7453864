import type { Context } from '@/lib/context';
import { isAppError } from '@/lib/errors';
import { type OpenPayment, startPayment } from '@/lib/payments/start-payment';

/** What can be paid now; null while Stripe is away or refuses this price, or when it is just being settled elsewhere. */
export async function openPaymentFor(ctx: Context, reservationId: string): Promise<OpenPayment | null> {
  try {
    return await startPayment(ctx, { reservationId });
  } catch (error) {
    if (isAppError(error, 'payment_service_unavailable', 'conflict', 'not_bookable')) return null;
    throw error;
  }
}
