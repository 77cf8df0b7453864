import { env } from '@/lib/core/env';

export const JOBS = [
  'expire-holds',
  'sweep',
  'warm-caches',
  'count-court-days',
  'send-slot-alerts',
  'reconcile',
  'remind-players',
  'check-consistency',
  'refresh-search-index',
  'sync-clubs',
] as const;
export type Job = (typeof JOBS)[number];

/** Every job that runs when it is nudged. */
export const NUDGED_JOBS = [
  'process-stripe-event',
  'process-refund',
  'process-bulk-refund',
  'cancel-intent',
  'charge-shares',
  'deliver-notice',
  'deliver-bulk-notice',
  'propagate-club-change',
  'remove-customer',
  'finish-act',
  'remove-photo-files',
] as const;

type Schedule = {
  /** `inngest/*.ts` has the exact times. */
  everyMinutes: number;
  /** Whether this deployment uses the job, by default yes. */
  isUsed?: () => boolean;
};

/** Every scheduled job, by the name of its heartbeat. */
export const SCHEDULES: Readonly<Record<Job, Schedule>> = {
  'expire-holds': {
    everyMinutes: 1,
  },
  sweep: {
    everyMinutes: 1,
  },
  'warm-caches': {
    everyMinutes: 1,
  },
  'count-court-days': {
    everyMinutes: 1,
  },
  'send-slot-alerts': {
    everyMinutes: 1,
  },
  reconcile: {
    everyMinutes: 5,
  },
  'remind-players': {
    everyMinutes: 15,
  },
  'check-consistency': {
    everyMinutes: 60,
  },
  'refresh-search-index': {
    everyMinutes: 24 * 60,
  },
  'sync-clubs': {
    everyMinutes: 24 * 60,
    isUsed: () => env().CLUB_DIRECTORY_URL !== undefined,
  },
};
