import { MINUTE_MS } from '@/lib/core/time';

/** When a reminder of a game is of no use any more. It also tells for which start a reminder was written. */
export const reminderExpiresAt = (startsAt: Date): Date => new Date(startsAt.getTime() - 30 * MINUTE_MS);
