import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { auditRemedy } from '@/lib/diagnostics/audit-remedy';
import { type Checked, checkConsistency } from '@/lib/integrity/check-consistency';
import { byHandName, recordHeartbeat } from '@/lib/records/record-heartbeat';

/**
 * Runs every consistency check now, as the job does each hour.
 * @throws AppError forbidden for anyone but an operator
 */
export async function runChecks(ctx: Context): Promise<Checked> {
  requireOperator(ctx);
  await auditRemedy(ctx, { kind: 'run_job', job: 'check-consistency' });
  return recordHeartbeat(byHandName('check-consistency'), () => checkConsistency(ctx));
}
