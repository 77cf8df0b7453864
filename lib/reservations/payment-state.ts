import type { ReservationDetails } from './reservation-details';

/** Whether the bank still works on the payment that is shown, which nobody then need, or should, pay again. */
export const isProcessing = ({ payment }: Pick<ReservationDetails, 'payment'>): boolean =>
  payment?.status === 'pending' && payment.processingSince !== null;

/** Whether the booking itself waits for that: what is confirmed or cancelled no longer does. */
export const isAwaitingBank = (reservation: Pick<ReservationDetails, 'status' | 'payment'>): boolean =>
  isProcessing(reservation) && AWAITING.some((status) => status === reservation.status);

const AWAITING = ['payment_pending', 'pending', 'expired'] as const;
