import { HELD, type ReservationStatus, type reservations } from '@/db/schema';

/** Whether a status waits for its payment. */
export const isOnHold = (status: ReservationStatus): boolean => HELD.some((held) => held === status);

/** Whether an unpaid reservation still has its court. */
export const isHeld = (
  { status, holdExpiresAt }: Pick<typeof reservations.$inferSelect, 'status' | 'holdExpiresAt'>,
  now: Date,
): boolean => isOnHold(status) && holdExpiresAt !== null && holdExpiresAt > now;
