import { desc, inArray, or } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { disputes, payments, refunds, repairs } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import type { Message } from '@/lib/core/i18n/message';
import { REPAIR_ACTIONS } from '@/lib/records/findings';
import { checkOf } from './list-findings';

const SHOWN = 50;

const mended = z.object({
  id: z.number(),
  issue: z.string(),
  objectId: z.string(),
  action: z.enum(REPAIR_ACTIONS),
  /** Null in rows from before it was kept, like the request. */
  actor: z.string().nullable(),
  requestId: z.string().nullable(),
  at: z.date(),
});
export type DoneRepair = z.output<typeof mended> & {
  /** The meaning of the check, or null for a finding of the comparison with Stripe. */
  means: Message | null;
  /** Whether `getHistory` knows its object. It does not know objects that exist at Stripe alone. */
  hasHistory: boolean;
};

/**
 * Repairs with actor and request, newest first.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listRepairs(ctx: Context): Promise<DoneRepair[]> {
  requireOperator(ctx);
  const rows = await db()
    .select()
    .from(repairs)
    .where(inArray(repairs.action, [...REPAIR_ACTIONS]))
    .orderBy(desc(repairs.id))
    .limit(SHOWN);
  const known = await listKnown(rows.map(({ objectId }) => objectId));
  return rows.map((row) => {
    const check = checkOf(row.issue);
    // A repair of a check's finding is in the audit, so there is a history.
    const hasHistory = check !== undefined || known.has(row.objectId);
    return { ...mended.parse(row), means: check?.means ?? null, hasHistory };
  });
}

/** Which of these ids of the comparison are of our rows, by our ids or by Stripe's. */
async function listKnown(ids: string[]): Promise<Set<string | null>> {
  const ours = ids.filter((id) => z.uuid().safeParse(id).success);
  const rows = await Promise.all([
    db()
      .select({ id: payments.id, stripeId: payments.paymentIntentId })
      .from(payments)
      .where(or(inArray(payments.id, ours), inArray(payments.paymentIntentId, ids))),
    db()
      .select({ id: refunds.id, stripeId: refunds.stripeRefundId })
      .from(refunds)
      .where(or(inArray(refunds.id, ours), inArray(refunds.stripeRefundId, ids))),
    db().select({ id: disputes.id, stripeId: disputes.id }).from(disputes).where(inArray(disputes.id, ids)),
  ]);
  return new Set(rows.flat().flatMap(({ id, stripeId }) => [id, stripeId]));
}
