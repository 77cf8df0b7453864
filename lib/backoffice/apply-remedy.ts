import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { auditRemedy } from '@/lib/diagnostics/audit-remedy';
import type { Remedy } from '@/lib/diagnostics/remedy';
import { receiveReplies, subscribeEvents } from '@/lib/diagnostics/repair-subscriptions';
import { runScheduled } from '@/lib/jobs/run-scheduled';
import { byHand, recordHeartbeat } from '@/lib/records/record-heartbeat';
import { closeBreaker } from '@/lib/services/call/shared-breakers';
import { registerJobs } from '@/lib/services/inngest/register-jobs';

/**
 * Does by hand what a finding of `diagnoseServices` offers; each may be done at any time, any number of times. The
 * audit tells of it before it is done, and so also of what then failed. It leaves no sign of life: that a job was
 * done by hand does not mean that its worker works.
 * @throws AppError unauthenticated, forbidden for anybody but an operator, and what the remedy itself throws
 */
export async function applyRemedy(ctx: Context, remedy: Remedy): Promise<void> {
  requireOperator(ctx);
  await auditRemedy(ctx, remedy);
  switch (remedy.kind) {
    case 'close_breaker':
      return closeBreaker(remedy.service);
    case 'run_job':
      await recordHeartbeat(byHand(remedy.job), () => runScheduled(ctx, remedy.job));
      return;
    case 'subscribe_events':
      return subscribeEvents(remedy.service);
    case 'receive_replies':
      return receiveReplies();
    case 'register_jobs':
      return registerJobs();
  }
}
