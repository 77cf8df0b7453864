import { sendSlotAlerts } from '@/lib/alerts/send-slot-alerts';
import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { refreshSearchIndex } from '@/lib/availability/refresh-search-index';
import { syncClubs } from '@/lib/clubs/sync-clubs';
import { warmCaches } from '@/lib/clubs/warm-caches';
import type { Context } from '@/lib/core/context';
import type { Job } from '@/lib/diagnostics/schedules';
import { checkConsistency } from '@/lib/integrity/check-consistency';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { remindPlayers } from '@/lib/reservations/remind-players';
import { sweep } from './sweep';

const VERBS: Readonly<Record<Job, (ctx: Context) => Promise<unknown>>> = {
  'expire-holds': expireHolds,
  sweep: sweep,
  'warm-caches': warmCaches,
  'count-court-days': () => keepCourtDays(),
  'send-slot-alerts': sendSlotAlerts,
  reconcile: reconcile,
  'remind-players': remindPlayers,
  'check-consistency': checkConsistency,
  'refresh-search-index': () => refreshSearchIndex(null),
  'sync-clubs': syncClubs,
};

/** Runs a scheduled job's verb once, at any time. */
export const runScheduled = (ctx: Context, job: Job): Promise<unknown> => VERBS[job](ctx);
