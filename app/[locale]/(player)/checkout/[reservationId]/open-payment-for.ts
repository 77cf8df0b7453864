import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { type OpenPayment, startPayment } from '@/lib/payments/start-payment';

/** The open payment, or why there is none: Stripe is away, the bank works on it, or nothing is owed. */
export type Payable = { state: 'open'; payment: OpenPayment } | { state: 'away' | 'with_bank' | 'over' };

/** @throws AppError not_found when the reservation is somebody else's */
export async function openPaymentFor(ctx: Context, reservationId: string): Promise<Payable> {
  try {
    const payment = await startPayment(ctx, { reservationId });
    return payment.status === 'processing' ? { state: 'with_bank' } : { state: 'open', payment };
  } catch (error) {
    if (isAppError(error, 'payment_service_unavailable')) return { state: 'away' };
    if (isAppError(error, 'conflict', 'not_bookable')) return { state: 'over' };
    throw error;
  }
}
