import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { type Checked, checkConsistency } from './check-consistency';
import { byHand, recordHeartbeat } from './record-heartbeat';
import { tellRemedy } from './tell-remedy';

/**
 * Runs every consistency check at once, as the job does each hour.
 * @throws AppError forbidden for anyone but an operator
 */
export async function runChecks(ctx: Context): Promise<Checked> {
  requireOperator(ctx);
  await tellRemedy(ctx, { kind: 'run_job', job: 'check-consistency' });
  return recordHeartbeat(byHand('check-consistency'), () => checkConsistency(ctx));
}
