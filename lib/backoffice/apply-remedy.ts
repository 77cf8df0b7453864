import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { auditRemedy } from '@/lib/diagnostics/audit-remedy';
import type { Remedy } from '@/lib/diagnostics/remedy';
import { receiveReplies, subscribeEvents } from '@/lib/diagnostics/repair-subscriptions';
import { runScheduled } from '@/lib/jobs/run-scheduled';
import { byHandName, recordHeartbeat } from '@/lib/records/record-heartbeat';
import { closeBreaker } from '@/lib/services/call/shared-breakers';
import { registerJobs } from '@/lib/services/inngest/register-jobs';

/**
 * Does what a finding of `diagnoseServices` offers, which is safe at any time. The audit is written first, and no
 * heartbeat is left, since a run by hand does not prove the worker.
 * @throws AppError unauthenticated, forbidden for anybody but an operator, and what the remedy itself throws
 */
export async function applyRemedy(ctx: Context, remedy: Remedy): Promise<void> {
  requireOperator(ctx);
  await auditRemedy(ctx, remedy);
  switch (remedy.kind) {
    case 'close_breaker':
      return closeBreaker(remedy.service);
    case 'run_job':
      await recordHeartbeat(byHandName(remedy.job), () => runScheduled(ctx, remedy.job));
      return;
    case 'subscribe_events':
      return subscribeEvents(remedy.service);
    case 'receive_replies':
      return receiveReplies();
    case 'register_jobs':
      return registerJobs();
  }
}
