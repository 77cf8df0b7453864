import { desc, inArray, not } from 'drizzle-orm';
import { db } from '@/db';
import { repairs } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { listOpenFindings } from '@/lib/findings';
import { CONSISTENCY_CHECKS } from './check-consistency';

const SHOWN = 50;

/**
 * What is open: what the last comparison with Stripe and the last checks found, each with what it means and whether
 * it can be mended by itself.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listFindings(ctx: Context) {
  requireOperator(ctx);
  const [differences, violations] = await Promise.all([
    listOpenFindings('reconcile.'),
    listOpenFindings('check.'),
  ]);
  return {
    differences,
    violations: violations.map((finding) => {
      const type = finding.issue.replace('check.', '');
      const check = CONSISTENCY_CHECKS.find((candidate) => candidate.type === type);
      return {
        ...finding,
        type,
        means: check?.means[ctx.locale] ?? type,
        mendable: check?.repair !== undefined,
      };
    }),
  };
}

/**
 * What was mended, newest first.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listRepairs(ctx: Context) {
  requireOperator(ctx);
  return db()
    .select()
    .from(repairs)
    .where(not(inArray(repairs.action, ['flagged', 'resolved'])))
    .orderBy(desc(repairs.id))
    .limit(SHOWN);
}
