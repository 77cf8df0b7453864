import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { checkConsistency } from './check-consistency';
import { recordHeartbeat } from './record-heartbeat';

/**
 * Runs every consistency check at once, as the job does each hour.
 * @throws AppError forbidden for anyone but an operator
 */
export async function runChecks(ctx: Context): Promise<Record<string, number>> {
  requireOperator(ctx);
  return recordHeartbeat('check-consistency', () => checkConsistency(ctx));
}
