import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { type Reconciliation, reconcile } from '@/lib/payments/reconcile';
import { recordHeartbeat } from './record-heartbeat';

/**
 * Compares with Stripe at once, as the job does every five minutes.
 * @throws AppError forbidden for anyone but an operator, service_unavailable while Stripe is away
 */
export async function runReconciliation(ctx: Context): Promise<Reconciliation> {
  requireOperator(ctx);
  return recordHeartbeat('reconcile', () => reconcile(ctx));
}
