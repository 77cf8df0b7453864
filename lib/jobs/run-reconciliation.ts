import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { auditRemedy } from '@/lib/diagnostics/audit-remedy';
import { type Reconciliation, reconcile } from '@/lib/reconciliation/reconcile';
import { byHandName, recordHeartbeat } from '@/lib/records/record-heartbeat';

/**
 * Compares with Stripe now, as the job does every five minutes.
 * @throws AppError forbidden for anyone but an operator, service_unavailable while Stripe is away
 */
export async function runReconciliation(ctx: Context): Promise<Reconciliation> {
  requireOperator(ctx);
  await auditRemedy(ctx, { kind: 'run_job', job: 'reconcile' });
  return recordHeartbeat(byHandName('reconcile'), () => reconcile(ctx));
}
