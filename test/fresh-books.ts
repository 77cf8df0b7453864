import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { heartbeats, payments, refunds } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { beginLook, keepFindings } from '@/lib/records/findings';
import type { Sandbox } from '@/sandbox/start';
import { clearFaults } from './sandbox';
import { stripeControl } from './stripe-control';

/** Empties the sandbox's Stripe, so that earlier tests leave no differences. */
export async function openFreshBooks(sandbox: Sandbox): Promise<void> {
  await clearFaults(sandbox);
  await stripeControl(sandbox, 'reset');
  await keepFindings(systemContext('test'), await beginLook('reconcile.'), []);
  await db().delete(heartbeats);
  await db().update(payments).set({
    paymentIntentId: null,
    completedAt: sql`case when completed_at is not null then to_timestamp(0) end`,
  });
  await db().update(refunds).set({ status: 'failed', stripeRefundId: null });
}
