import { HELD, type reservations } from '@/db/schema';

/** Whether a reservation keeps its court although it is not paid yet. */
export const isHeld = (
  { status, holdExpiresAt }: Pick<typeof reservations.$inferSelect, 'status' | 'holdExpiresAt'>,
  now: Date,
): boolean => HELD.some((held) => held === status) && holdExpiresAt !== null && holdExpiresAt > now;
