import { HELD, type reservations } from '@/db/schema';

/** Whether an unpaid reservation still has its court. */
export const isHeld = (
  { status, holdExpiresAt }: Pick<typeof reservations.$inferSelect, 'status' | 'holdExpiresAt'>,
  now: Date,
): boolean => HELD.some((held) => held === status) && holdExpiresAt !== null && holdExpiresAt > now;
