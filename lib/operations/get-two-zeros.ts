import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { heartbeats } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { MINUTE_MS } from '@/lib/time';
import { listViolations } from './check-consistency';
import { COURT_WITHOUT_MONEY, MONEY_WITHOUT_COURT } from './money-checks';

/** Three missed runs of the five-minute job. */
const STALE_MS = 15 * MINUTE_MS;

const comparisonSchema = z.object({
  intents: z.number(),
  refunds: z.number(),
  repaired: z.number(),
  open: z.number(),
  sums: z.array(
    z.object({
      currency: z.string(),
      stripeTakenMinor: z.number(),
      ourTakenMinor: z.number(),
      stripeReturnedMinor: z.number(),
      ourReturnedMinor: z.number(),
    }),
  ),
});

export type Zero = { total: number; objectIds: string[] };

/**
 * The two figures that must be zero, counted now, and what the last comparison with Stripe found.
 * @throws AppError forbidden for anyone but an operator
 */
export async function getTwoZeros(ctx: Context) {
  requireOperator(ctx);
  const [violations, beats] = await Promise.all([
    listViolations([MONEY_WITHOUT_COURT, COURT_WITHOUT_MONEY]),
    db()
      .select()
      .from(heartbeats)
      .where(inArray(heartbeats.job, ['reconcile', 'check-consistency'])),
  ]);
  const zero = (type: string): Zero =>
    violations.find(({ check }) => check.type === type) ?? { total: 0, objectIds: [] };
  const compared = beats.find(({ job }) => job === 'reconcile');
  const checked = beats.find(({ job }) => job === 'check-consistency');
  return {
    moneyWithoutCourt: zero(MONEY_WITHOUT_COURT.type),
    courtsWithoutMoney: zero(COURT_WITHOUT_MONEY.type),
    comparison: compared
      ? {
          at: compared.at,
          stale: ctx.now.getTime() - compared.at.getTime() > STALE_MS,
          result: comparisonSchema.safeParse(compared.result).data ?? null,
        }
      : null,
    checkedAt: checked?.at ?? null,
  };
}
