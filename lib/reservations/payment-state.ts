import type { ReservationDetails } from './reservation-details';

/** Whether the bank still works on the shown payment, which nobody should pay again meanwhile. */
export const isProcessing = ({ payment }: Pick<ReservationDetails, 'payment'>): boolean =>
  payment?.status === 'pending' && payment.processingSince !== null;

/** Whether the booking waits for it. A confirmed or cancelled one does not. */
export const isAwaitingBank = (reservation: Pick<ReservationDetails, 'status' | 'payment'>): boolean =>
  isProcessing(reservation) && AWAITING.some((status) => status === reservation.status);

const AWAITING = ['payment_pending', 'pending', 'expired'] as const;
